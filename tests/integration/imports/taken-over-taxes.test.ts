import { expect, it } from 'vitest'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { planInvoicePayment } from '../../../src/domain/billing/pay-invoice.js'
import { writeOffInvoice } from '../../../src/domain/billing/write-off-invoice.js'
import { listUntaxed } from '../../../src/domain/close/books-store.js'
import { listTaxTotals } from '../../../src/domain/ledger/tax-return-store.js'
import { importDesk } from '../../support/import-desk.js'

const desk = await importDesk()
const { books } = desk
const told = { create: ['companies'], cutover: '2026-10-31' }

const file = (...rows: string[]) =>
  [
    'Number,Customer,Date,Due,Total,Tax,Open,Tax code',
    ...rows.map((row) => `${row.split(',')[0]},Nord,${row.split(',').slice(1).join(',')}`),
  ].join('\n')
const idOf = async (number: string) =>
  (await books.change((tx) => tx.prisma.invoice.findFirstOrThrow({ where: { number }, select: { id: true } }))).id

const span = { startsOn: '2026-11-01', endsOn: '2026-11-30' }
const taxes = () =>
  books.read(async (read) => listTaxTotals(read, { from: span.startsOn, to: span.endsOn, seal: null, previous: null }))

it('an invoice that was taken over is credited with its tax, and a discount on it gives tax back', async () => {
  const { created } = await desk.take(
    'invoices',
    file('A-1,2026-08-01,2026-08-31,1190.00,190.00,1190.00,', 'A-2,2026-08-01,2026-08-31,1190.00,190.00,1190.00,'),
    told,
  )
  expect(created).toBe(2)
  const of = { invoiceId: await idOf('A-2'), date: '2026-11-10', differences: { discount: 23_80n } }
  const { parts } = await books.change((tx) => planInvoicePayment(tx, of))
  expect(parts[1]?.entry.postings.map(({ amount }) => amount.minor)).toEqual([3_80n, 20_00n, -23_80n])
  const credited = { invoiceId: await idOf('A-1'), date: '2026-11-10', credited: 'rest' as const }
  const { credit, invoice } = await books.change((tx) => creditInvoice(tx, credited))
  expect(credit).toMatchObject({ netMinor: 1000_00n, taxMinor: 190_00n, openMinor: 0n })
  expect(invoice.number).toBe('A-1')
  expect(await taxes()).toMatchObject([{ code: 'S', netMinor: -1000_00n, outputMinor: -190_00n }])
})

it('after the cutover its net and tax are in the report of taxes, of a bill as well', async () => {
  await desk.take('invoices', file('B-1,2026-11-05,2026-12-05,119.00,19.00,119.00,'), told)
  const bills =
    'Number,Supplier,Date,Due,Total,Tax,Open,Tax code\nR-1,Papier,2026-11-06,2026-12-06,238.00,38.00,238.00,\nR-2,Papier,2026-11-06,2026-12-06,100.00,0.00,100.00,AE\n'
  expect(await desk.take('bills', bills, told)).toMatchObject({ created: 2, refused: [] })
  expect(await taxes()).toMatchObject([
    { code: 'S', side: 'sale', netMinor: -900_00n, outputMinor: -171_00n },
    { code: 'AE', side: 'purchase', netMinor: 100_00n, outputMinor: 19_00n, inputMinor: 19_00n },
    { code: 'S', side: 'purchase', netMinor: 200_00n, inputMinor: 38_00n },
  ])
  expect(await books.read((read) => listUntaxed(read, span))).toEqual([])
  expect(await desk.faults()).toEqual([])
})

it('tax under no code of ours is told of by the check, and asks for its code when it is credited or claimed back', async () => {
  await desk.take('invoices', file('C-1,2026-11-07,2026-12-07,113.00,13.00,113.00,'), told)
  const stranger = await desk.take('invoices', file('C-2,2026-11-07,2026-12-07,113.00,13.00,113.00,XX'), told)
  expect(stranger).toMatchObject({ created: 0, refused: [{ reason: expect.stringContaining('no tax code "XX"') }] })
  expect(await books.read((read) => listUntaxed(read, span))).toMatchObject([{ baseMinor: -13_00n }])
  const of = { invoiceId: await idOf('C-1'), date: '2026-11-10' }
  await expect(books.change((tx) => writeOffInvoice(tx, { ...of, relief: true }))).rejects.toThrow(/relief:no/)
  const credit = (more: object) => books.change((tx) => creditInvoice(tx, { ...of, credited: 'rest', ...more }))
  await expect(credit({})).rejects.toThrow(/Say which it is, such as tax:S/)
  expect((await credit({ taxCode: 'S' })).credit).toMatchObject({ netMinor: 100_00n, taxMinor: 13_00n })
})
