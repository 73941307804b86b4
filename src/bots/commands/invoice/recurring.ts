import { listRecurringInvoices } from '../../../domain/billing/recurring-invoice-store.js'
import { counted } from '../../../lib/counted.js'
import { dateCell, recordCell } from '../cells.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'invoice recurring',
  summary: 'Recurring invoices, and when each is due next',
  example: 'invoice recurring',
  params: {},
  needs: 'invoice.read',
  risk: 'read',
  run: async (context) => {
    const all = await context.read(listRecurringInvoices)
    return {
      headline: counted(all.length, 'recurring invoice'),
      table: {
        columns: [
          { key: 'ref', label: 'Ref', type: 'text' },
          { key: 'customer', label: 'Customer', type: 'record' },
          { key: 'every', label: 'Every', type: 'text' },
          { key: 'next', label: 'Next', type: 'date' },
          { key: 'until', label: 'Until', type: 'date' },
          { key: 'as', label: 'As', type: 'text' },
          { key: 'made', label: 'Made', type: 'text' },
          { key: 'state', label: 'State', type: 'text' },
        ],
        rows: all.map(({ ref, company, every, nextOn, endsOn, issues, made, last, state }) => ({
          ref,
          customer: recordCell(company),
          every,
          next: state === 'stopped' ? null : dateCell(nextOn),
          until: dateCell(endsOn),
          as: issues ? 'issued' : 'drafts',
          made: last ? `${made}, last ${last}` : null,
          state: state === 'active' && nextOn === null ? 'over' : state,
        })),
      },
      data: {
        series: all.map(({ company, issues, startsOn, endsOn, nextOn, ...rest }) => ({
          ...rest,
          company: company.ref,
          from: startsOn,
          until: endsOn,
          next: nextOn,
          as: issues ? 'issued' : 'drafts',
        })),
      },
    }
  },
})
