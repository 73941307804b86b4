import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { defineCheck } from '../define-check.js'
import { listLateBills } from '../late-bill-store.js'

/** Every bill that came after the month for a service within it has an accrual in it. */
export default defineCheck({
  name: 'late-bills-accrued',
  title: 'Bills that came late are accrued',
  on: ['bill.received', 'bill.posted', 'bill.voided', 'journal.posted', 'accrual.matched', 'close.opened'],
  run: async (read, period) => ({
    columns: [
      { key: 'bill', label: 'Bill', type: 'text' },
      { key: 'supplier', label: 'Supplier', type: 'text' },
      { key: 'dated', label: 'Dated', type: 'date' },
      { key: 'posted', label: 'Posted on', type: 'date' },
      { key: 'net', label: 'For the month', type: 'money' },
    ],
    against: (await listLateBills(read, period)).map((bill) => {
      const net = money(bill.netMinor, bill.currency)
      return {
        key: bill.ref,
        amount: net,
        cells: {
          bill: bill.ref,
          supplier: bill.supplier,
          dated: { date: bill.billDate },
          posted: bill.postingDate && { date: bill.postingDate },
          net: { money: net },
        },
      }
    }),
    says: (standing) =>
      standing.length === 0
        ? `No bill for ${period.month} came after it without an accrual.`
        : `${counted(standing.length, 'bill')} for ${period.month} came after it and ${standing.length === 1 ? 'is' : 'are'} not accrued: ${standing.map(({ key }) => key).join(', ')}. accrual new, or accrual match`,
  }),
})
