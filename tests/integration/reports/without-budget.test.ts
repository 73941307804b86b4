import { expect, it } from 'vitest'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { entry, testBooks } from '../../support/books.js'
import { madeReport } from '../../support/run-report.js'

const books = await testBooks()
const report = (await loadReports()).get('profit-and-loss')

it('a result beside a budget that was never made says so, instead of noughts beside every figure', async () => {
  await books.change(async (tx) =>
    postEntries(tx, [await entry(tx, '2026-10-12', 'Sold', { '1800': '900.00', '4400': '-900.00' })]),
  )
  if (!report) throw new Error('There is no profit and loss.')
  const made = () => madeReport(books, report, { against: 'budget' }, { today: '2026-11-23' })
  const without = await made()
  expect(without.summary).toBe('900.00 EUR in Oct 2026; no budget is planned for it')
  expect(without.columns.map(({ label }) => label)).not.toContain('Budget')
  await books.change(async ({ prisma, scope: { workspaceId }, newId }) => {
    const { id: accountId } = await prisma.account.findFirstOrThrow({ where: { workspaceId, code: '4400' } })
    const month = new Date('2026-10-01')
    await prisma.budget.create({ data: { workspaceId, id: newId(), accountId, month, amountMinor: 80_000n } })
  })
  expect((await made()).summary).toBe('900.00 EUR in Oct 2026, budget 800.00 EUR')
})
