import { invalid } from '../lib/errors.js'
import type { Result } from '../lib/result.js'
import { columnsOf } from './columns.js'
import type { ImportKind } from './define-import.js'
import type { Preset } from './define-preset.js'
import { type Records, readRecords, type Told } from './read-records.js'
import { readTable, readText, type Table } from './read-table.js'

export type FileToRead = Told & {
  name: string
  bytes: Uint8Array
  preset?: Preset | undefined
  map?: Readonly<Record<string, string>> | undefined
}

/** A file as records of a kind. Throws `invalid` with one sentence where the file as a whole can't be taken in. */
export function readFile(kind: ImportKind, file: FileToRead): Records {
  const { preset } = file
  const table = orRefuse(file, tableOf(kind, file))
  const { headings } = table
  const columns = orRefuse(
    file,
    columnsOf({ headings, fields: kind.fields, preset: preset?.fields[kind.name], map: file.map }),
  )
  return orRefuse(file, readRecords(kind, table, columns, file))
}

function tableOf(kind: ImportKind, { bytes, preset }: FileToRead): Result<Table> {
  const text = readText(bytes)
  if (!text.ok) return text
  return preset?.texts?.[kind.name]?.(text.value) ?? readTable(text.value)
}

function orRefuse<T>({ name }: FileToRead, read: Result<T>): T {
  if (!read.ok) throw invalid(`${name} can't be taken in, and nothing of it was. ${read.problem}.`, { name })
  return read.value
}
