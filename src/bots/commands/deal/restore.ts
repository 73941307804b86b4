import { getDeal, putDealSearch } from '../../../domain/crm/deal-store.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { changeParam, restoreRows } from '../restore.js'

export default defineCommand({
  name: 'deal restore',
  summary: 'Take back a change of a deal',
  example: 'deal restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'deal.write',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['deal'])
    const deals = []
    for (const { id } of rows) {
      const deal = await getDeal(tx, id)
      refuseOthers(asker, 'deal.write', deal)
      await putDealSearch(tx, deal)
      deals.push(deal)
    }
    return {
      headline: `${deals.map(({ ref, title }) => `${ref} ${title}`).join(', ')} is as before.`,
      data: { restored: deals.map(({ ref }) => ref) },
    }
  },
})
