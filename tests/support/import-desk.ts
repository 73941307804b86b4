import { listBalances } from '../../src/domain/ledger/balance-store.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import type { ImportContext } from '../../src/imports/define-import.js'
import { type FileToRead, readFile } from '../../src/imports/read-file.js'
import { loadKinds, loadPresets } from '../../src/imports/registry.js'
import { type ImportReport, runImport } from '../../src/imports/run-import.js'
import { toDecimal } from '../../src/lib/money.js'
import { type TestBooks, testBooks } from './books.js'

type Told = Partial<Omit<FileToRead, 'name' | 'bytes' | 'preset'>> & {
  preset?: string
  create?: readonly string[]
  dryRun?: boolean
  cutover?: string
}

/** A company that files are taken into as `daybook import` does. */
export type ImportDesk = {
  books: TestBooks
  take(kind: string, content: string | Uint8Array, told?: Told): Promise<ImportReport>
  /** Balances by code, in major units. */
  balances(asOf?: string): Promise<Record<string, string>>
  faults(): Promise<unknown[]>
}

export async function importDesk(): Promise<ImportDesk> {
  const books = await testBooks()
  const [kinds, presets] = await Promise.all([loadKinds(), loadPresets()])
  const scope = { ...books.scope, via: 'import' as const }
  return {
    books,
    take: async (name, content, { preset, create = [], dryRun = false, cutover, ...told } = {}) => {
      const kind = kinds.find((each) => each.name === name)
      if (!kind) throw new Error(`There is no kind ${name}`)
      const file = { name: `${name}.csv`, bytes: typeof content === 'string' ? Buffer.from(content) : content }
      const records = readFile(kind, { ...file, ...told, preset: presets.find((each) => each.name === preset) })
      const made = new Set(create)
      const context: ImportContext = { baseCurrency: 'EUR', country: 'DE', create: made, cutover: cutover ?? null }
      return runImport({ db: books.db, scope, kind, context, dryRun }, records)
    },
    balances: async (asOf = '2027-12-31') => {
      const rows = await books.read((read) => listBalances(read, asOf))
      return Object.fromEntries(rows.map(({ code, balance }) => [code, toDecimal({ minor: balance, currency: 'EUR' })]))
    },
    faults: () => books.read(verifyBooks),
  }
}
