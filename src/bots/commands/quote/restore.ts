import { forgetTakenBack } from '../../../domain/billing/quote-store.js'
import { getDeal, putDealSearch } from '../../../domain/crm/deal-store.js'
import { defineCommand } from '../define-command.js'
import { changeParam, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'quote restore',
  summary: 'Take back a change of a quote, and what it changed of its deal',
  example: 'quote restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'quote.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['quote', 'quote_line', 'deal', 'deal_line'])
    for (const { table, id } of rows) {
      if (table === 'deal') await putDealSearch(tx, await getDeal(tx, id))
      if (table === 'quote') await forgetTakenBack(tx, id)
    }
    return { headline: 'The quote is as before.', data: { rows: rows.length } }
  },
})
