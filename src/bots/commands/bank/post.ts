import { inWorkspace } from '../../../db/in-workspace.js'
import { applyMatch } from '../../../domain/banking/apply-match.js'
import type { LineRow } from '../../../domain/banking/line-list-store.js'
import { listLiveMatches } from '../../../domain/banking/match-store.js'
import { type Proposal, seemsElse } from '../../../domain/banking/proposal.js'
import { proposeMatch } from '../../../domain/banking/propose-match.js'
import { learnRule } from '../../../domain/banking/rule-store.js'
import { getAnyTaxCode } from '../../../domain/banking/tax-code-of-line.js'
import { getAccount } from '../../../domain/ledger/account-store.js'
import { formatMoney, money } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import { defineCommand, type Preview } from '../define-command.js'
import { optional, required, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { candidateAction } from './candidates.js'
import { loadOpenLine } from './open-line.js'
import { postedTo } from './posted-to.js'

/** Beside the confirmation and its way out: Slack shows five buttons in a row. */
const MOST_OTHERS = 3

export default defineCommand({
  name: 'bank post',
  summary: 'Post a bank line straight to an account: charges, interest, rent; with a tax code the amount holds the tax',
  example: 'bank post LINE-12 account:6855',
  params: {
    line: target('bank-line', 'Bank line'),
    account: required('text', 'Account', { options: 'account', hint: 'Its code or its name' }),
    tax: optional('text', 'Tax code', { hint: 'Of the tax that the amount holds' }),
  },
  needs: 'bank.write',
  form: { title: 'Post a bank line', submit: 'Post' },
  risk: 'reversible',
  first: async (context, { line, account: code }) => {
    const { row, book } = await loadOpenLine(context, line)
    const others = proposeMatch(row, book).filter(seemsElse)
    if (others.length === 0) return undefined
    const account = await inWorkspace(context.db, context.scope, (tx) => getAccount(tx, { code }))
    return askFirst(row, others, `${account.code} ${account.name}`)
  },
  run: async ({ asker }, { line, account: code, tax }, tx) => {
    const account = await getAccount(tx, { code })
    const taxCodeId = tax === undefined ? null : (await getAnyTaxCode(tx, tax, line)).id
    const accountName = `${account.code} ${account.name}`
    const proposal: Proposal = {
      by: 'manual',
      reason: 'Said by hand.',
      certain: true,
      does: { kind: 'post', accountId: account.id, accountName, taxCodeId, taxCode: tax ?? null, ruleId: null },
    }
    const posted = await applyMatch(tx, line.id, proposal)
    await learnRule(tx, posted, { accountId: account.id, taxCodeId })
    const [match] = await listLiveMatches(tx, line.id)
    return postedTo(line, posted, accountName, asker.may('journal.read') ? match?.entryId : null)
  },
})

/** Money that somebody owes us, posted as something else, leaves their document open: it is said first, with a button for it. */
function askFirst(row: LineRow, others: readonly Proposal[], accountName: string): Preview {
  const shown = {
    headline: `${row.ref} ${formatMoney(money(row.amountMinor, row.currency))} seems to be something else. Post it to ${accountName} all the same?`,
    fields: fieldsWith([
      ['Booked', { date: row.bookingDate }],
      ['Who', row.counterpartyName],
      ['Text', row.remittance],
    ]),
    sections: [{ title: 'It may be', lines: others.map(({ reason }) => reason) }],
    actions: others.slice(0, MOST_OTHERS).map((proposal) => candidateAction(row, proposal)),
  }
  return previewOf(shown, 'Post it all the same', { [row.id]: row.version })
}
