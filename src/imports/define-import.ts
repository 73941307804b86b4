import type { Tx } from '../db/in-workspace.js'
import type { FieldKind } from '../domain/crm/custom-field.js'
import type { Lane } from '../domain/ledger/lane.js'
import { AppError } from '../lib/errors.js'

/**
 * How a cell is read, and what of it a kind is given – always text: `text` as it stands; `day` as YYYY-MM-DD; `month` as YYYY-MM;
 * `number` as a plain decimal; `rate` as one that has no groups of thousands; `flag` as yes or no; `currency` as its code.
 */
export type FieldType = 'text' | 'day' | 'month' | 'number' | 'rate' | 'flag' | 'currency'

export type Field = {
  type: FieldType
  /** Headings it has in files of the world, besides its own name; the first that stands in a file counts. */
  aliases?: readonly string[]
  /** A file without such a column is refused as a whole, a row without a value by itself. */
  required?: boolean
}

/** A row by its fields; a blank cell is absent. */
export type Values = Readonly<Record<string, string | undefined>>

/** What is kept as one: mostly a row, of a journal the rows of one entry. */
export type ImportRecord = { key: string; rows: readonly ImportRow[] }
/** `row` is what a spreadsheet calls it: the heading is 1. */
export type ImportRow = { row: number; values: Values }

export type Outcome = 'created' | 'updated' | 'unchanged'

export type ImportContext = {
  baseCurrency: string
  country: string
  /** What may be made where a row names what isn't there: accounts, companies. */
  create: ReadonlySet<string>
  /** The day from whose end on these books are kept here; null before `daybook cutover`. */
  cutover: string | null
  /** Whose file it is, as the preset is called; `file` where none was said. What it calls its records holds within one source. */
  source?: string
  /** Of a dry run: names that earlier rows would have made, which the database does not have. */
  promised?: Set<string>
}

/** A kind of record that files bring, one file each in `kinds/`. */
export type ImportKind = {
  name: string
  summary: string
  fields: Readonly<Record<string, Field>>
  /** What a row is found again by, in the file and here; `before` counts rows that say exactly the same above it. */
  keyOf(values: Values, before: number): string
  /** Whether rows of one key are one record; where not, the second of them is refused. */
  together?: (values: Values) => boolean
  /** Whose fields of a company's own it has besides (custom-field.ts). */
  ownFields?: FieldKind
  /** Other things that only one record of a file has, besides its key: addresses, domains. */
  alsoOnce?(values: Values): readonly string[]
  /** Records before those that name them. */
  inOrder?(records: readonly ImportRecord[]): readonly ImportRecord[]
  /** Records of one transaction. */
  chunk: number
  /**
   * Finds, makes or changes the records, an outcome each, in their order; a record that it left alone has its fault for one. Throws
   * `RowFault` for the first that can't be, where it can't go on. What it leaves to the lane of loads comes back as `load`, and is done in
   * a transaction of its own: it must be what a repetition passes over.
   */
  save(
    tx: Tx,
    records: readonly ImportRecord[],
    context: ImportContext,
  ): Promise<readonly (Outcome | RowFault)[] | Load>
}

/** Set-wise work: the same in a business transaction as in a load. */
export type Load = { load(lane: Lane): Promise<readonly Outcome[]> }

export const defineImport = (kind: ImportKind): ImportKind => kind

/** A kind whose files are of forms of their own: it reads and takes in the file by itself, in one transaction. */
export type FileKind = {
  name: string
  summary: string
  take(tx: Tx, file: FileToTake): Promise<Omit<ImportReport, 'kind'>>
}

export type FileToTake = {
  name: string
  bytes: Uint8Array
  map: Readonly<Record<string, string>>
  dateFormat?: string | undefined
  decimal?: '.' | ',' | undefined
  /** Whose file it is, by its name, where the file does not say. */
  account?: string | undefined
  baseCurrency: string
}

export const defineFileImport = (kind: FileKind): FileKind => kind

/** Rows, each counted once: `rows` is the sum of the others. */
export type ImportReport = {
  kind: string
  rows: number
  created: number
  updated: number
  unchanged: number
  refused: readonly Refusal[]
  /** Columns that say something and were left, where there are any. */
  untaken?: readonly string[]
}

export type Refusal = { row: number; field: string | null; value: string | null; reason: string }

/** Why a row can't be taken in. `at` is the record's place among those that were to be saved together. */
export class RowFault extends AppError {
  readonly field: string | null
  readonly value: string | null
  readonly at: number | undefined

  constructor(field: string | null, value: string | null | undefined, reason: string, at?: number) {
    super('refused', reason)
    this.field = field
    this.value = value ?? null
    this.at = at
  }
}
