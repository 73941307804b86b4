import { money } from '../../../lib/money.js'
import { defineCheck } from '../define-check.js'

type Draft = { ref: string; company: string; draftDate: string; totalMinor: bigint; currency: string }

/** No invoice draft is left that is meant for a date in the month. */
export default defineCheck({
  name: 'no-drafts-in-period',
  title: 'No invoice drafts dated in the month',
  on: ['invoice.drafted', 'invoice.issued', 'invoice.voided', 'close.opened'],
  run: async ({ sql, scope }, period) => {
    const drafts = await sql<Draft[]>`
      select i.ref, c.name as company, i.draft_date as "draftDate", i.total_minor as "totalMinor", i.currency
      from invoice i join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
      where i.workspace_id = ${scope.workspaceId} and i.status = 'draft'
        and i.draft_date between ${period.startsOn} and ${period.endsOn}
      order by i.draft_date, i.ref`
    return {
      passed: drafts.length === 0,
      summary:
        drafts.length === 0
          ? `No drafts are dated in ${period.month}.`
          : `${drafts.length} ${drafts.length === 1 ? 'draft is' : 'drafts are'} dated in ${period.month}: issue or void ${drafts.length === 1 ? 'it' : 'them'}.`,
      proof: {
        columns: [
          { key: 'ref', label: 'Draft', type: 'text' },
          { key: 'company', label: 'Customer', type: 'text' },
          { key: 'date', label: 'Dated', type: 'date' },
          { key: 'total', label: 'Total', type: 'money' },
        ],
        rows: drafts.map((draft) => ({
          ref: draft.ref,
          company: draft.company,
          date: { date: draft.draftDate },
          total: { money: money(draft.totalMinor, draft.currency) },
        })),
      },
    }
  },
})
