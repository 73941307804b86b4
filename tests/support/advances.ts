import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { recordPayment } from '../../src/domain/billing/record-payment.js'
import { setAdvanceTax } from '../../src/domain/billing/set-advance-tax.js'
import { listTaxTotals } from '../../src/domain/ledger/tax-return-store.js'
import { money, toDecimal } from '../../src/lib/money.js'
import type { TestBooks } from './books.js'

/** A company that may tax money on account, and what it asks of its books. */
export function advanceDesk(books: TestBooks) {
  return {
    tax: (code: string | null) => books.change((tx) => setAdvanceTax(tx, code)),
    /** The id of a payment that nothing takes yet. */
    receive: (companyId: string, date: string, minor: bigint, currency = 'EUR'): Promise<string> =>
      books.change(async (tx) => {
        const amount = money(minor, currency)
        const { payments } = await recordPayment(tx, { direction: 'in', party: { companyId }, date, amount })
        return payments[0]?.id ?? ''
      }),
    /** With tax, of so much net. */
    issue: (companyId: string, date: string, minor: bigint, taxCode = 'S'): Promise<string> =>
      books.change(async (tx) => {
        const lines = [{ description: 'Work', unitPriceMinor: minor, taxCode }]
        const { id } = await draftInvoice(tx, { companyId, currency: 'EUR', lines, draftDate: date })
        return (await issueInvoice(tx, id, date)).id
      }),
    /** Net and tax under S that the report of a month has, or of another span. */
    declared: async (from: string, to = `${from.slice(0, 8)}28`): Promise<[net: string, tax: string]> => {
      const totals = await books.read(async (read) => listTaxTotals(read, { from, to, seal: null, previous: null }))
      const found = totals.find(({ code, side }) => code === 'S' && side === 'sale')
      const text = (minor = 0n) => toDecimal(money(minor, 'EUR'))
      return [text(found?.netMinor), text(found?.outputMinor)]
    },
    /** What stands on the account of tax on advances by the end of a day. */
    cleared: async (until = '2027-12-31'): Promise<string> => {
      const [row] = await books.read(
        ({ sql, scope }) => sql<{ minor: bigint }[]>`
          select coalesce(sum(p.base_minor), 0)::bigint as minor from posting p
          join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
          where p.workspace_id = ${scope.workspaceId} and a.purpose = 'tax-on-advances' and p.date <= ${until}`,
      )
      return toDecimal(money(row?.minor ?? 0n, 'EUR'))
    },
  }
}
