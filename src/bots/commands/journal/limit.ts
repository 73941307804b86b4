import { getJournalLimit, putJournalLimit } from '../../../domain/ledger/journal-limit.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'journal limit',
  summary: 'Above which amount an entry by hand needs a second person; none:yes lifts it',
  example: 'journal limit amount:10000',
  params: {
    amount: optional('amount', 'Amount', { hint: 'Of the debits, in the currency of the books' }),
    none: optional('flag', 'No limit'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async ({ workspace }, { amount, none }, tx) => {
    if ((amount === undefined) === !none)
      throw invalid('Give an amount, such as amount:10000, or none:yes for no limit.')
    if (amount && (amount.currency !== workspace.baseCurrency || amount.minor < 0n))
      throw invalid(`The limit is in ${workspace.baseCurrency}, the currency of the books, and not below zero.`)
    const before = await getJournalLimit(tx)
    const after = amount?.minor ?? null
    await putJournalLimit(tx, after)
    const words = (minor: bigint | null) =>
      minor === null ? 'none' : formatMoney(money(minor, workspace.baseCurrency))
    return {
      headline:
        after === null
          ? 'Entries by hand need no second person'
          : `Entries by hand above ${words(after)} need a second person`,
      changes: [{ label: 'Limit', before: words(before), after: words(after) }],
      undo: {
        command: 'journal limit',
        args: before === null ? { none: true } : { amount: money(before, workspace.baseCurrency) },
        versions: {},
      },
      data: {
        limit: after === null ? null : toDecimal(money(after, workspace.baseCurrency)),
        currency: workspace.baseCurrency,
      },
    }
  },
})
