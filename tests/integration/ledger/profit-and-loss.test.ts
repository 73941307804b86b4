import { expect, it } from 'vitest'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import report from '../../../src/domain/reports/finance/profit-and-loss.js'
import { entry, testBooks } from '../../support/books.js'
import { runReport } from '../../support/run-report.js'

const books = await testBooks()
const post = (date: string, lines: Record<string, string>) =>
  books.change(async (tx) => postEntries(tx, [await entry(tx, date, 'Entry', lines)]))

const run = (seal?: number) => runReport(books, report, { from: '2026-09', to: '2026-11', seal })

it('says income, expenses and result by month, and at a seal the same for ever', async () => {
  await post('2026-09-30', { '1800': '1190.00', '4400': '-1000.00', '3806': '-190.00' })
  await post('2026-10-15', { '6310': '1200.00', '1800': '-1200.00' })
  const { sealNumber } = await sealAll(books.db, books.scope)
  const before = await run(Number(sealNumber))
  expect(before.rows).toEqual([
    { code: '4400', name: 'Umsatzerlöse', '2026-09': '1000.00', '2026-10': null, '2026-11': null, total: '1000.00' },
    { code: 'Income', name: 'Total', '2026-09': '1000.00', '2026-10': null, '2026-11': null, total: '1000.00' },
    { code: '6310', name: 'Miete', '2026-09': null, '2026-10': '-1200.00', '2026-11': null, total: '-1200.00' },
    { code: 'Expenses', name: 'Total', '2026-09': null, '2026-10': '-1200.00', '2026-11': null, total: '-1200.00' },
  ])
  expect(before.totals).toMatchObject({ '2026-09': '1000.00', '2026-10': '-1200.00', total: '-200.00' })

  await post('2026-09-29', { '6310': '50.00', '1800': '-50.00' })
  expect((await run()).totals).toMatchObject({ '2026-09': '950.00', total: '-250.00' })
  await sealAll(books.db, books.scope)
  expect((await run()).totals).toMatchObject({ '2026-09': '950.00', total: '-250.00' })
  expect(await run(Number(sealNumber))).toEqual(before)
})

it('by quarter has the quarters of the company’s year, each by its months', async () => {
  const quarters = async (fiscalYearStart: number) => {
    const asked = { from: '2026-09', to: '2026-11', by: 'quarter' }
    const { columns, totals } = await runReport(books, report, asked, { fiscalYearStart })
    return columns.slice(2, -1).map(({ key, label }) => [label, totals[key]])
  }
  expect(await quarters(1)).toEqual([
    ['Sep 2026', '950.00'],
    ['Oct–Nov 2026 (until 23 Nov)', '-1200.00'],
  ])
  expect(await quarters(3)).toEqual([['Sep–Nov 2026 (until 23 Nov)', '-250.00']])
  const unasked = await runReport(books, report, { by: 'quarter' })
  expect(unasked.columns.slice(2, -1).map(({ label }) => label)).toEqual([
    'Jan–Mar 2026',
    'Apr–Jun 2026',
    'Jul–Sep 2026',
    'Oct–Nov 2026 (until 23 Nov)',
  ])
})

it('refuses months in the wrong order, and more than fit', async () => {
  const ask = (from: string, to: string) => runReport(books, report, { from, to })
  await expect(ask('2026-11', '2026-09')).rejects.toThrow(/is after/)
  await expect(ask('2020-01', '2026-09')).rejects.toThrow(/at most 36/)
})
