import { expect, it } from 'vitest'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { importDesk } from '../../support/import-desk.js'

const desk = await importDesk()
const { books } = desk
const row = (kind: string, number: string, date: string) =>
  desk.take(
    kind,
    `Number,Customer,Supplier,Date,Due,Total,Open\n${number},Nord,Nord,${date},2026-12-31,100.00,100.00\n`,
    {
      create: ['companies'],
    },
  )

it('an old invoice of a closed month is refused: it would be owed from a day that is posted no more', async () => {
  const { id } = await books.read((read) => getPeriodOfMonth(read, '2026-10'))
  await books.change((tx) => closePeriod(tx, id))
  const late = await row('invoices', 'A-1', '2026-10-20')
  expect(late).toMatchObject({
    created: 0,
    refused: [{ reason: expect.stringMatching(/closed.*next open date is 2026-11-01/) }],
  })
  expect(await row('invoices', 'A-2', '2026-11-02')).toMatchObject({ created: 1 })
  expect(await row('invoices', 'A-3', '2025-11-02')).toMatchObject({ created: 1 })
  expect(await row('bills', 'R-1', '2026-10-20')).toMatchObject({ created: 1 })
  const bills = await books.read(({ sql }) => sql`select posting_date::text as posted from bill`)
  expect([...bills]).toEqual([{ posted: '2026-11-01' }])
  expect(await desk.faults()).toEqual([])
})
