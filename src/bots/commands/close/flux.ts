import { listChecked } from '../../../domain/close/checked-store.js'
import { loadChecks } from '../../../domain/close/checks.js'
import { monthName } from '../../../domain/close/close-view.js'
import type { FluxLine } from '../../../domain/close/flux.js'
import { type FluxComment, loadFlux, unexplained } from '../../../domain/close/flux-store.js'
import type { Question } from '../../../domain/close/question.js'
import { listQuestions } from '../../../domain/close/question-store.js'
import { whoseWord } from '../../../domain/close/whose-word.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import type { Table } from '../reply.js'
import { explainButton } from './explain-button.js'
import { closeNameOf, closeParam } from './name-param.js'
import { noClose } from './no-close.js'
import { withStoodInFor } from './visible-tasks.js'

const checks = await loadChecks()

export default defineCommand({
  name: 'close flux',
  summary: 'How far each account moved from last period, last year and budget, and what was said of it',
  example: 'close flux 2026-10',
  params: { month: closeParam },
  needs: 'close.read',
  risk: 'read',
  run: async (context, args) => {
    const { asker, read, workspace } = context
    const month = args.month === undefined ? undefined : closeNameOf(context, args.month)
    if (asker.owners('close.read') !== 'all')
      return { headline: 'This looks into all of the books: who does the close sees it.', data: { accounts: [] } }
    const found = await read(async (scope) => {
      const tasks = await listChecked(scope, checks)
      const of = tasks.findLast(({ period }) => month === undefined || period.month === month)
      if (!of) return null
      const questions = (await listQuestions(scope, { open: true })).filter(
        ({ closeId }) => closeId === of.period.closeId,
      )
      const owners = await withStoodInFor(scope, asker.id, asker.owners('close.write'))
      const maySay = await whoseWord(scope, owners, of.period.closeId)
      return { period: of.period, questions, maySay, ...(await loadFlux(scope, of.period)) }
    })
    if (!found) return noClose(month)
    const { period, lines, comments, questions, maySay } = found
    const open = unexplained(lines, comments)
    return {
      headline:
        open.length === 0
          ? `${monthName(period.month)}: every large move is explained`
          : `${monthName(period.month)}: ${counted(open.length, 'account waits', 'accounts wait')} for a word`,
      table: fluxTable(lines, comments, askedOf(questions), workspace.baseCurrency),
      actions: open
        .filter(({ code }) => maySay(code))
        .slice(0, 5)
        .map((line) => explainButton(line, period.month)),
      notes: [
        'Income is positive, expenses are negative; of the balance sheet it is what stands at the end, what we owe negative. What another check proves needs no word.',
        '`settings set flux-above` and `flux-percent` say what is far.',
      ],
      data: {
        month: period.month,
        accounts: lines.map(({ code, name, nowMinor, lastMinor, farFrom }) => ({
          code,
          name,
          now: toDecimal(money(nowMinor, workspace.baseCurrency)),
          last: toDecimal(money(lastMinor, workspace.baseCurrency)),
          farFrom,
          explained: comments.get(code)?.text ?? null,
        })),
      },
    }
  },
})

/** By account, of whom the close asks the word. */
const askedOf = (questions: readonly Question[]): ReadonlyMap<string, string> =>
  new Map(
    questions.flatMap(({ ref, accountCode, askedById, askedOfName }) =>
      askedById === null && accountCode !== null ? [[accountCode, `${askedOfName} is asked (${ref})`]] : [],
    ),
  )

function fluxTable(
  lines: readonly FluxLine[],
  comments: ReadonlyMap<string, FluxComment>,
  asked: ReadonlyMap<string, string>,
  currency: string,
): Table {
  const cell = (minor: bigint | null) => (minor === null ? null : { money: money(minor, currency) })
  const [hasYear, hasBudget] = [
    lines.some((line) => line.lastYearMinor !== null),
    lines.some((line) => line.budgetMinor !== null),
  ]
  return {
    columns: [
      { key: 'account', label: 'Account', type: 'text' },
      { key: 'now', label: 'Now', type: 'money' },
      { key: 'last', label: 'Last period', type: 'money' },
      ...(hasYear ? [{ key: 'year', label: 'Last year', type: 'money' as const }] : []),
      ...(hasBudget ? [{ key: 'budget', label: 'Budget', type: 'money' as const }] : []),
      { key: 'far', label: 'Far from', type: 'text' },
      { key: 'said', label: 'Explained', type: 'text' },
    ],
    rows: lines.map((line) => {
      const said = comments.get(line.code)
      const moved = said && said.movementMinor !== line.nowMinor ? ' – it has moved since' : ''
      return {
        account: `${line.code} ${line.name}`,
        now: cell(line.nowMinor),
        last: cell(line.lastMinor),
        year: cell(line.lastYearMinor),
        budget: cell(line.budgetMinor),
        far: line.farFrom.join(', '),
        said: said ? `${said.text} (${said.byName})${moved}` : (asked.get(line.code) ?? null),
      }
    }),
  }
}
