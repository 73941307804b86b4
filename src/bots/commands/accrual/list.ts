import { listAccruals } from '../../../domain/ledger/accrual-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

const SHOWN = 100

export default defineCommand({
  name: 'accrual list',
  summary: 'Accruals beside the bills that came of them, and by how much they were off',
  example: 'accrual list month:2026-10',
  params: { month: optional('month', 'Month') },
  needs: 'journal.read',
  risk: 'read',
  run: async ({ read, workspace }, { month }) => {
    const base = workspace.baseCurrency
    const accruals = await read((lane) => listAccruals(lane, month ?? null, SHOWN))
    const inBase = (minor: bigint) => money(minor, base)
    const offBy = (row: (typeof accruals)[number]) =>
      row.billMinor === null ? null : inBase(row.billMinor - row.amountMinor)
    return {
      headline: accruals.length === 0 ? 'Nothing was accrued' : counted(accruals.length, 'accrual'),
      table: {
        columns: [
          { key: 'ref', label: 'Accrual', type: 'text' },
          { key: 'month', label: 'Month', type: 'text' },
          { key: 'what', label: 'What', type: 'text' },
          { key: 'account', label: 'Account', type: 'text' },
          { key: 'amount', label: 'Accrued', type: 'money' },
          { key: 'bill', label: 'Bill', type: 'text' },
          { key: 'off', label: 'Bill more or less', type: 'money' },
        ],
        rows: accruals.map((row) => {
          const off = offBy(row)
          return {
            ref: row.ref,
            month: row.month,
            what: row.company ? `${row.memo} (${row.company})` : row.memo,
            account: row.account,
            amount: { money: inBase(row.amountMinor) },
            bill: row.cancelled ? 'cancelled' : (row.bill ?? 'not come yet'),
            off: off && { money: off },
          }
        }),
      },
      data: {
        currency: base,
        accruals: accruals.map((row) => {
          const off = offBy(row)
          const { ref, month: of, memo, bill, cancelled } = row
          return {
            ref,
            month: of,
            memo,
            bill,
            cancelled,
            amount: toDecimal(inBase(row.amountMinor)),
            variance: off && toDecimal(off),
          }
        }),
      },
    }
  },
})
