import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsIn } from '../../../src/domain/banking/chain.js'
import { importStatements } from '../../../src/domain/banking/import-statements.js'
import { sumByDay } from '../../../src/domain/banking/line-list-store.js'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import type { ReadLine } from '../../../src/domain/banking/statement.js'
import { listStatements } from '../../../src/domain/banking/statement-store.js'
import { addDays } from '../../../src/lib/dates.js'
import { fileOf, readLine, statementOf } from '../../support/bank.js'
import { openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()

/** Few amounts and few texts, so that equal lines on one day are common; no sum of some of them is nothing. */
const kinds: readonly Pick<ReadLine, 'amountMinor' | 'remittance' | 'bankReference'>[] = [
  { amountMinor: 119_000n, remittance: 'INV-2026-0042', bankReference: null },
  { amountMinor: 119_000n, remittance: 'thanks', bankReference: null },
  { amountMinor: 101n, remittance: null, bankReference: null },
  { amountMinor: -33n, remittance: 'fee', bankReference: null },
  { amountMinor: -33n, remittance: 'fee', bankReference: 'B1' },
]

const START = '2026-10-01'

const history = fc.array(fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 5 }), {
  minLength: 2,
  maxLength: 6,
})

/** Where files are cut: between lines anywhere, at most once a day; and further files of whole days that lie over the others. */
const cuts = fc.record({
  cutAt: fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 4 }),
  over: fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 3 }),
  order: fc.infiniteStream(fc.nat()),
})

test('overlapping files come to the same lines and balances in any order, and twice is once', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(history, cuts, async (days, { cutAt, over, order }) => {
      const books = await openTestBooks(first.db, first.clock)
      const lines = days.flatMap((day, n) => day.map((kind) => readLine({ ...kind, bookingDate: addDays(START, n) })))
      const account = await books.change((tx) =>
        openBankAccount(tx, { name: 'Main', number: null, currency: 'EUR', accountCode: '1800' }),
      )
      const files = filesOf(lines, days, { cutAt, over })
      const shuffled = files.map((file) => ({ file, at: order.next().value ?? 0 })).toSorted((a, b) => a.at - b.at)
      for (const { file } of [...shuffled, ...shuffled.slice(0, 2)])
        await books.change((tx) => importStatements(tx, { ...file, bankAccountId: account.id }))

      const stored = await books.read(
        ({ sql, scope }) => sql<{ line: string }[]>`
          select concat_ws(' ', booking_date, amount_minor, remittance, bank_reference) as line from bank_line
          where workspace_id = ${scope.workspaceId} order by 1`,
      )
      const told = (line: ReadLine) =>
        [line.bookingDate, line.amountMinor, line.remittance, line.bankReference].filter((x) => x !== null).join(' ')
      expect(stored.map(({ line }) => line)).toEqual(lines.map(told).toSorted())
      const gaps = await books.read(async (read) => {
        const byDay = await sumByDay(read, { bankAccountId: account.id })
        const sum = (after: string, to: string) =>
          byDay.reduce((total, { date, minor }) => (date > after && date <= to ? total + minor : total), 0n)
        return gapsIn(await listStatements(read, {}, 100), 'EUR', sum)
      })
      expect(gaps).toEqual([])
    }),
    { numRuns: 60 },
  )
})

function filesOf(
  lines: readonly ReadLine[],
  days: readonly (readonly unknown[])[],
  { cutAt, over }: { cutAt: readonly [number, number][]; over: readonly [number, number][] },
) {
  const startOf = (day: number) => days.slice(0, day).reduce((sum, each) => sum + each.length, 0)
  const perDay = new Map(cutAt.map(([day, line]) => [day % days.length, line]))
  const inner = [...perDay].map(([day, line]) => startOf(day) + (line % (days[day]?.length ?? 1)))
  const marks = [...new Set([0, ...inner, lines.length])].toSorted((a, b) => a - b)
  const spans = marks.slice(1).map((to, n) => [marks[n] ?? 0, to] as const)
  const wide = over.map(([a, b]) => {
    const [from, to] = [a % days.length, b % days.length].toSorted((x, y) => x - y)
    return [startOf(from ?? 0), startOf((to ?? 0) + 1)] as const
  })
  return [...spans, ...wide].map(([from, to], n) => {
    const openingMinor = lines.slice(0, from).reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
    return fileOf(statementOf(lines.slice(from, to), { openingMinor }), `${n}.xml`)
  })
}
