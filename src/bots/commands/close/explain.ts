import { listChecked } from '../../../domain/close/checked-store.js'
import { loadChecks } from '../../../domain/close/checks.js'
import { loadFlux, putFluxComment, unexplained } from '../../../domain/close/flux-store.js'
import { whoseWord } from '../../../domain/close/whose-word.js'
import { AppError, invalid, notFound } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { explainButton } from './explain-button.js'
import { closeNameOf } from './name-param.js'
import { withStoodInFor } from './visible-tasks.js'

const checks = await loadChecks()

export default defineCommand({
  name: 'close explain',
  summary: 'Say why an account moved as it did, which holds until it moves again: yours, or one you were asked about',
  example: 'close explain 6200 why:"A year of hosting, paid ahead"',
  params: {
    account: required('text', 'Account', { target: true, hint: 'The account’s code' }),
    why: required('text', 'Why'),
    close: optional('text', 'Close', { hint: 'A month, a quarter or a year' }),
  },
  needs: 'close.write',
  form: { title: 'Explain a large move', submit: 'Explain' },
  risk: 'reversible',
  run: async (context, { account, why, close }, tx) => {
    const { asker, read } = context
    const month = close === undefined ? undefined : closeNameOf(context, close)
    if (why.trim() === '') throw invalid('Say why it moved.')
    const found = await read(async (scope) => {
      const tasks = await listChecked(scope, checks)
      const of = tasks.findLast(({ period }) => month === undefined || period.month === month)
      if (!of) return null
      const owners = await withStoodInFor(scope, asker.id, asker.owners('close.write'))
      const maySay = await whoseWord(scope, owners, of.period.closeId)
      return { period: of.period, maySay, ...(await loadFlux(scope, of.period)) }
    })
    if (!found) throw notFound('No close is open whose books are. See: close open')
    // Before anything is said of the account: how it moved is not for everybody.
    if (!found.maySay(account))
      throw new AppError('forbidden', `Why ${account} moved says its owner, who was asked, or who does the close.`)
    const line = found.lines.find(({ code }) => code === account)
    if (!line) throw invalid(`Account ${account} has nothing to explain in ${found.period.month}. See: close flux`)
    const { closeId } = found.period
    const said = { closeId, code: line.code, text: why.trim(), movementMinor: line.nowMinor, byId: asker.id }
    const { before } = await putFluxComment(tx, said)
    return {
      headline: `${line.code} ${line.name} in ${found.period.month}: ${why.trim()}`,
      changes: [{ label: 'Explained', before, after: why.trim() }],
      actions: unexplained(found.lines, found.comments)
        .filter(({ code }) => code !== line.code && found.maySay(code))
        .slice(0, 5)
        .map((each) => explainButton(each, found.period.month)),
      data: { account: line.code, month: found.period.month, why: why.trim() },
    }
  },
})
