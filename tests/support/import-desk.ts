import { newReference } from '../../src/bots/commands/session.js'
import { listBalances } from '../../src/domain/ledger/balance-store.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import { withOwnFields } from '../../src/imports/crm/own-fields.js'
import type { ImportContext, ImportReport } from '../../src/imports/define-import.js'
import { type NotedReport, notedImport } from '../../src/imports/noted-run.js'
import { type FileToRead, readFile } from '../../src/imports/read-file.js'
import { loadKinds, loadPresets } from '../../src/imports/registry.js'
import { takeFile } from '../../src/imports/run-import.js'
import { handClock } from '../../src/lib/clock.js'
import { toDecimal } from '../../src/lib/money.js'
import { openTestBooks, type TestBooks } from './books.js'
import { freshDatabase, type TestDatabase } from './database.js'
import { openTestDatabase } from './open-test-database.js'

type Told = Partial<Omit<FileToRead, 'name' | 'bytes' | 'preset'>> & {
  preset?: string
  create?: readonly string[]
  dryRun?: boolean
  cutover?: string
  /** Of a bank statement: whose it is. */
  account?: string
  /** Who takes it in, by id. */
  as?: string
}

/** A company that files are taken into as `daybook import` does. */
export type ImportDesk = {
  books: TestBooks
  database: TestDatabase
  take(kind: string, content: string | Uint8Array, told?: Told): Promise<ImportReport>
  /** The same, and what it was noted as to be taken back by. */
  noted(kind: string, content: string | Uint8Array, told?: Told): Promise<NotedReport>
  /** Balances by code, in major units. */
  balances(asOf?: string): Promise<Record<string, string>>
  faults(): Promise<unknown[]>
}

export async function importDesk(): Promise<ImportDesk> {
  const database = await freshDatabase()
  const clock = handClock(new Date('2026-11-23T09:00:00Z'))
  const books = await openTestBooks(openTestDatabase(database, clock), clock)
  const [kinds, presets] = await Promise.all([loadKinds(), loadPresets()])
  const desk: ImportDesk = {
    books,
    database,
    take: async (...file) => {
      const { run: _, ...report } = await desk.noted(...file)
      return report
    },
    noted: async (name, content, { preset, create = [], dryRun = false, cutover, as, ...told } = {}) => {
      const scope = { ...books.scope, actorId: as ?? null, via: 'import' as const }
      const kind = kinds.find((each) => each.name === name)
      if (!kind) throw new Error(`There is no kind ${name}`)
      const file = { name: `${name}.csv`, bytes: typeof content === 'string' ? Buffer.from(content) : content }
      if ('take' in kind)
        return takeFile(
          { db: books.db, scope, kind, dryRun },
          { ...file, ...told, map: told.map ?? {}, baseCurrency: 'EUR' },
        )
      const whole = await books.read((read) => withOwnFields(read, kind))
      const records = readFile(whole, { ...file, ...told, preset: presets.find((each) => each.name === preset) })
      const made = new Set(create)
      const context: ImportContext = {
        baseCurrency: 'EUR',
        country: 'DE',
        create: made,
        cutover: cutover ?? null,
        source: preset ?? 'file',
      }
      const noted = { filename: file.name, reference: newReference(books.db.ids.next()) }
      return notedImport({ db: books.db, scope, kind, context, dryRun }, noted, records)
    },
    balances: async (asOf = '2027-12-31') => {
      const rows = await books.read((read) => listBalances(read, asOf))
      return Object.fromEntries(rows.map(({ code, balance }) => [code, toDecimal({ minor: balance, currency: 'EUR' })]))
    },
    faults: () => books.read(verifyBooks),
  }
  return desk
}

/** `created updated unchanged refused`. */
export const countsOf = ({ created, updated, unchanged, refused }: ImportReport): string =>
  [created, updated, unchanged, refused.length].join(' ')

/** Each refused row as a line: row, field, value and why. */
export const refusalsOf = ({ refused }: ImportReport): string[] =>
  refused.map(({ row, field, value, reason }) => `${row} ${field} ${value}: ${reason}`)
