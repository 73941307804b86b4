import { expect, it } from 'vitest'
import { type Cutover, cutOver } from '../../../src/domain/ledger/cut-over.js'
import { readFile } from '../../../src/imports/read-file.js'
import { loadPresets } from '../../../src/imports/registry.js'
import { oldBalances, trialBalance } from '../../../src/imports/trial-balance-file.js'
import { toDecimal } from '../../../src/lib/money.js'
import { openTestBooks, type TestBooks } from '../../support/books.js'
import { importDesk } from '../../support/import-desk.js'

const { books } = await importDesk()
const told = { baseCurrency: 'EUR', country: 'DE', create: new Set<string>(), cutover: null, source: 'file' }
const taken = async (at: TestBooks, text: string, more: { date?: string; preset?: string } = {}) => {
  const preset = (await loadPresets()).find(({ name }) => name === more.preset)
  const records = readFile(trialBalance, { name: 'tb.csv', bytes: Buffer.from(text), map: {}, preset })
  return at.change(async (tx) => cutOver(tx, more.date ?? '2026-10-31', await oldBalances(tx, records, told)))
}
const rows = (result: Cutover) => result.rows.map(({ code, old }) => `${code} ${toDecimal(old)}`)

it('an old trial balance is read as QuickBooks and Xero export it', async () => {
  const quickbooks = [
    'Acme GmbH,,\nTrial Balance,,\n"As of October 31, 2026",,\n\n,Debit,Credit',
    '1800 Bank,"1,500.00",\nGezeichnetes Kapital,,"1,400.00"\n2970 · Gewinnvortrag,,100.00\nTOTAL,"$1,500.00","$1,500.00"',
  ].join('\n')
  const xero = [
    'Trial Balance\nAcme GmbH\nAs at 31 October 2026\n\nAccount Code,Account,Account Type,Debit - Year to date,Credit - Year to date,31 Oct 2025',
    '1800,Bank,Bank,1500.00,,900.00\n2900,Capital,Equity,,1400.00,0.00\n2970,Retained,Equity,,100.00,0.00\n,Total,,1500.00,1500.00,0.00',
  ].join('\n')
  for (const [preset, text] of Object.entries({ quickbooks, xero })) {
    const result = await taken(await openTestBooks(books.db, books.clock), text, { preset })
    expect(result).toMatchObject({ posted: 3, differs: [] })
    expect(rows(result)).toEqual(['1800 1500.00', '2900 -1400.00', '2970 -100.00'])
  }
  const wrong = quickbooks.replace('1800 Bank', '1800 Kasse')
  const empty = await openTestBooks(books.db, books.clock)
  await expect(taken(empty, wrong, { preset: 'quickbooks' })).rejects.toThrow(/1800 Kasse.*There is no such account/)
  await expect(taken(empty, 'Account,Debit,Credit\n')).rejects.toThrow('The trial balance has no rows')
})

it('a trial balance of the eve of the books opens on their first day, where the documents of before stand', async () => {
  const eve = await openTestBooks(books.db, books.clock)
  const file = 'Account,Debit,Credit\n1800,100.00,\n2900,,100.00\n'
  expect(await taken(eve, file, { date: '2025-12-31' })).toMatchObject({ on: '2026-01-01', posted: 2 })
  expect(await taken(eve, file, { date: '2025-12-31' })).toMatchObject({ posted: 0, differs: [] })
  await expect(taken(eve, file, { date: '2025-12-30' })).rejects.toThrow(
    'The books begin on 2026-01-01: take the old balances over as they were at the end of 2025-12-31',
  )
})
