import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importStatements } from '../../../src/domain/banking/import-statements.js'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import type { ReadLine } from '../../../src/domain/banking/statement.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { fileOf, readLine, statementOf } from '../../support/bank.js'
import { openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()

const CUSTOMERS = ['Nordwind', 'Acme'] as const
/** Net amounts; few, so that several documents and lines are worth the same. */
const NETS = [10_000n, 20_000n, 50_000n] as const

const story = fc.record({
  invoices: fc.array(fc.record({ of: fc.constantFrom(0, 1), net: fc.constantFrom(...NETS) }), {
    minLength: 1,
    maxLength: 6,
  }),
  lines: fc.array(
    fc.record({
      from: fc.constantFrom<number | null>(0, 1, null),
      net: fc.constantFrom(...NETS, 30_000n, 5_000n),
      names: fc.constantFrom<number | null>(0, 1, 2, null, null),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  order: fc.infiniteStream(fc.nat()),
})

test('the same lines are matched the same in whatever order they stand, and the books hold', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ invoices, lines, order }) => {
      const asTold = await play(invoices, lines)
      const shuffled = lines.map((line) => ({ line, at: order.next().value ?? 0 })).toSorted((a, b) => a.at - b.at)
      expect(
        await play(
          invoices,
          shuffled.map(({ line }) => line),
        ),
      ).toEqual(asTold)
    }),
    { numRuns: 25 },
  )
})

type Told = { from: number | null; net: bigint; names: number | null }

/** What stays open of each document, and how often each kind of line was matched. */
async function play(invoices: readonly { of: number; net: bigint }[], told: readonly Told[]) {
  const books = await openTestBooks(first.db, first.clock)
  const numbers = await books.change(async (tx) => {
    const companies = []
    for (const name of CUSTOMERS) companies.push(await createCompany(tx, { name, currency: 'EUR' }))
    const issued: string[] = []
    for (const { of, net } of invoices) {
      const draft = await draftInvoice(tx, {
        companyId: companies[of]?.id ?? '',
        draftDate: '2026-11-02',
        lines: [{ description: 'Work', unitPriceMinor: net }],
      })
      issued.push((await issueInvoice(tx, draft.id, '2026-11-02')).number ?? '')
    }
    return issued
  })
  const lines = told.map(
    (each): ReadLine =>
      readLine({
        bookingDate: '2026-11-20',
        amountMinor: (each.net * 119n) / 100n,
        counterpartyName: each.from === null ? 'Somebody' : (CUSTOMERS[each.from] ?? null),
        remittance: each.names === null ? 'thanks' : (numbers[each.names] ?? 'thanks'),
      }),
  )
  await books.change(async (tx) => {
    const account = await openBankAccount(tx, { name: 'Main', number: null, currency: 'EUR', accountCode: '1800' })
    await importStatements(tx, fileOf(statementOf(lines), 'a.xml', account.id))
  })
  expect((await matchOpenLines(books.db, { ...books.scope, via: 'job' })).failed).toEqual([])
  expect(await books.read((read) => verifyBooks(read))).toEqual([])
  return books.read(async ({ sql, scope }) => ({
    open: (
      await sql<{ open: string }[]>`
        select open_minor::text as open from invoice where workspace_id = ${scope.workspaceId} order by number`
    ).map(({ open }) => open),
    lines: (
      await sql<{ line: string }[]>`
        select concat_ws(' ', counterparty_name, amount_minor, remittance, state) as line from bank_line
        where workspace_id = ${scope.workspaceId} order by 1`
    ).map(({ line }) => line),
  }))
}
