import { plannedForValues, type SqlPart, type SqlScope } from '../../db/sql-workspace.js'
import type { Statement } from './statement.js'

/** No question may keep the database busy for longer. */
const LONGEST_MS = 15_000

/** What a column of an answer may hold. */
export type Answered = string | number | bigint | boolean | Date | null | undefined

/** Runs a statement on the reader's lane, which can write nothing. Throws `limited` when it takes too long. */
export async function runStatement<T>(read: SqlScope, { text, values }: Statement): Promise<T[]> {
  await read.sql`select set_config('statement_timeout', ${String(LONGEST_MS)}, true), ${plannedForValues(read)}`
  return (await read.sql.unsafe(text, [...values])) as unknown as T[]
}

/** A statement as a part of another, on either lane: its parameters become parameters of the whole. */
export function statementPart({ sql }: SqlScope, { text, values }: Statement): SqlPart {
  const [first = '', ...rest] = text.split(/\$(\d+)/)
  const texts = [first, ...rest.filter((_, at) => at % 2 === 1)]
  const numbers = rest.filter((_, at) => at % 2 === 0)
  return sql(Object.assign(texts, { raw: texts }), ...numbers.map((number) => values[Number(number) - 1] ?? ''))
}
