import { expect, it } from 'vitest'
import { listTaxTotals } from '../../../src/domain/ledger/tax-return-store.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { payBill } from '../../../src/domain/payables/pay-bill.js'
import { postBill } from '../../../src/domain/payables/post-bill.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import { money } from '../../../src/lib/money.js'
import { openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()

/** A bill over 1,000.00 net under a code, paid at once less 2 %: what of net and taxes is left. */
async function afterDiscount(taxCode: string, paidMinor: bigint) {
  const books = await openTestBooks(first.db, first.clock)
  const companyId = await books.customer('Acme')
  await books.change(async (tx) => {
    const lines = [{ description: 'Hosting', unitPriceMinor: 1000_00n, account: '6837', taxCode }]
    const { id } = await receiveBill(tx, { companyId, billDate: '2026-11-05', lines })
    await tx.prisma.bill.updateMany({ where: { id }, data: { status: 'approved' } })
    await postBill(tx, id)
    await payBill(tx, { billId: id, date: '2026-11-10', amount: money(paidMinor, 'EUR'), discount: true })
  })
  expect(await books.read(verifyBooks)).toEqual([])
  const span = { from: '2026-11-01', to: '2026-11-30', seal: null, previous: null }
  const [total, ...more] = await books.read(async (read) => listTaxTotals(read, span))
  expect(more).toEqual([])
  return [total?.code, total?.netMinor, total?.inputMinor, total?.outputMinor]
}

it.each([
  ['S', 1166_20n, ['S', 980_00n, 186_20n, 0n]],
  ['SN', 1166_20n, ['SN', 980_00n, 0n, 0n]],
  ['AE', 980_00n, ['AE', 980_00n, 186_20n, 186_20n]],
  ['O', 980_00n, ['O', 980_00n, 0n, 0n]],
] as const)('a supplier’s discount lessens net and tax under %s', async (code, paid, left) => {
  expect(await afterDiscount(code, paid)).toEqual(left)
})
