import { listRemitted, namesOfRemitted } from '../../../domain/banking/remittance-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'bank remittances',
  summary: 'What mails of customers say that payments are for, as far as the money has not come',
  example: 'bank remittances',
  params: {},
  needs: 'bank.read',
  risk: 'read',
  run: async ({ read }) => {
    const { remitted, names } = await read(async (lane) => {
      const remitted = await listRemitted(lane)
      return { remitted, names: await namesOfRemitted(lane, remitted) }
    })
    const nameOf = (invoiceId: string) => names.get(invoiceId) ?? invoiceId
    return {
      headline:
        remitted.length === 0
          ? 'No mail says what a payment that is still to come is for'
          : `${counted(remitted.length, 'mail says', 'mails say')} what a payment is for that has not come`,
      ...(remitted.length > 0 && {
        table: {
          columns: [
            { key: 'on', label: 'Mail of', type: 'date' as const },
            { key: 'thread', label: 'Thread', type: 'text' as const },
            { key: 'invoices', label: 'For', type: 'text' as const },
            { key: 'total', label: 'Total', type: 'money' as const },
          ],
          rows: remitted.map(({ on, thread, parts, totalMinor, currency }) => ({
            on: { date: on },
            thread,
            invoices: parts.map(({ invoiceId }) => nameOf(invoiceId)).join(', '),
            total: { money: money(totalMinor, currency) },
          })),
        },
      }),
      notes: ['A bank line of just that total is asked with this split; a mail alone posts nothing.'],
      data: remitted.map(({ on, thread, parts, totalMinor, currency }) => ({
        on,
        thread,
        currency,
        total: toDecimal(money(totalMinor, currency)),
        parts: parts.map(({ invoiceId, minor }) => ({
          invoice: nameOf(invoiceId),
          amount: toDecimal(money(minor, currency)),
        })),
      })),
    }
  },
})
