import type { SqlScope } from '../../db/sql-workspace.js'
import { nameKey } from '../../lib/name-key.js'
import { runStatement } from './ask-store.js'
import type { RecordSet } from './record-set.js'
import { type AskContext, type Statement, StatementBuilder } from './statement.js'

export type NamedRecord = { id: string; ref: string; title: string; likeness: number }

const MOST = 6

/**
 * The records that words mean, of those that the asker sees: by reference, else by the whole name, else by its beginning, else by
 * the beginning of one of its words; all of the first of these that finds any, at most six.
 */
export async function findNamed(
  read: SqlScope,
  context: AskContext,
  set: RecordSet,
  words: string,
): Promise<NamedRecord[]> {
  const found = await runStatement<NamedRecord>(read, compileNamed(context, set, words))
  const best = Math.min(...found.map(({ likeness }) => likeness))
  return found.filter(({ likeness }) => likeness === best)
}

function compileNamed(context: AskContext, set: RecordSet, words: string): Statement {
  const statement = new StatementBuilder(context, set)
  const { root } = statement
  const ref = statement.sql(set.ref, root)
  const title = statement.sql(set.title, root)
  const key = set.key ? statement.sql(set.key, root) : `lower(${title})`
  const typed = nameKey(words)
  const same = statement.value(typed, 'text')
  const pattern = typed.replace(/[\\%_]/g, '\\$&')
  const begins = `${key} like ${statement.value(`${pattern}%`, 'text')}`
  const within = `${key} like ${statement.value(`% ${pattern}%`, 'text')}`
  const isRef = `lower(${ref}) = ${statement.value(words.trim().toLowerCase(), 'text')}`
  const likeness = `case when ${isRef} then 0 when ${key} = ${same} then 1 when ${begins} then 2 else 3 end`
  const columns = [`${root.alias}.id::text as id`, `${ref} as ref`, `${title} as title`, `${likeness} as likeness`]
  return statement.finish(
    columns,
    [`(${isRef} or ${key} = ${same} or ${begins} or ${within})`],
    `order by 4, 3 limit ${MOST}`,
  )
}
