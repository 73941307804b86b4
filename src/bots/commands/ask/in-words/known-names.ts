import type { SqlScope } from '../../../../db/sql-workspace.js'
import { runStatement } from '../../../../domain/ask/ask-store.js'
import { maySee } from '../../../../domain/ask/catalogue.js'
import { compileMentioned, compileValues } from '../../../../domain/ask/compile-query.js'
import { findPath } from '../../../../domain/ask/path.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { AskContext } from '../../../../domain/ask/statement.js'
import { nameKey } from '../../../../lib/name-key.js'
import type { KnownName } from './known.js'
import { Sentence } from './sentence.js'
import { takeSubject } from './subject-in-words.js'

/** Whose names may stand in a sentence. */
const NAMED = ['staff', 'companies', 'products', 'accounts']
const MOST = 50
const MOST_VALUES = 200

/** The names and listed values that the asker sees and that a sentence may mean. */
export async function loadKnownNames(read: SqlScope, context: AskContext, words: string): Promise<KnownName[]> {
  const keys = mentioned(words)
  const sets = NAMED.flatMap((name) => context.catalogue.get(name) ?? []).filter((set) => maySee(context.sight, set))
  const subject = takeSubject(new Sentence(words), context.catalogue)
  const about = context.catalogue.get(DEALT.test(words) ? 'deals' : (subject?.set ?? ''))
  const names = await Promise.all(sets.map((set) => namesIn(read, context, set, keys)))
  const values = about && maySee(context.sight, about) ? await valuesIn(read, context, about) : []
  const departments = SPEND.test(words) ? await departmentsIn(read, context) : []
  return [...names.flat(), ...values, ...departments]
}

/** What is about deals without their being named. */
const DEALT = /\bsales\b|\b(?:did|has) .+ (?:close|win|won|sell|sold|lose|lost)\b/i
const SPEND = /\b(?:spend|spending|spent|costs?)\b/i

/** What colleagues' departments are called: costs are posted to them. */
async function departmentsIn(read: SqlScope, context: AskContext): Promise<KnownName[]> {
  const staff = context.catalogue.get('staff')
  if (!staff || !maySee(context.sight, staff)) return []
  const values = await valuesIn(read, context, staff, ['department'])
  return values.map((each) => ({ ...each, set: 'postings' }))
}

/** Every run of up to four words, as names are compared. */
function mentioned(words: string): string[] {
  const all = nameKey(words)
    .replace(/[’']s\b/g, '')
    .split(/[\s,;.!?"()]+/)
    .filter(Boolean)
    .slice(0, 40)
  return [...new Set(all.flatMap((_, at) => [1, 2, 3, 4].map((length) => all.slice(at, at + length).join(' '))))]
}

async function namesIn(
  read: SqlScope,
  context: AskContext,
  set: RecordSet,
  keys: readonly string[],
): Promise<KnownName[]> {
  const rows = await runStatement<{ title: string }>(read, compileMentioned(context, set, keys, MOST))
  const firsts = rows.map(({ title }) => nameKey(title).split(' ')[0] ?? '')
  return rows.flatMap(({ title }, at): KnownName[] => [
    { words: title, set: set.name, title },
    ...(firsts.filter((first) => first === firsts[at]).length === 1
      ? [{ words: firsts[at] ?? title, set: set.name, title }]
      : []),
  ])
}

async function valuesIn(
  read: SqlScope,
  context: AskContext,
  set: RecordSet,
  only?: readonly string[],
): Promise<KnownName[]> {
  const listed = Object.entries(set.fields).filter(
    ([name, { listed, type }]) => (listed || type === 'tags') && name !== 'currency' && (only?.includes(name) ?? true),
  )
  const found = await Promise.all(
    listed.map(async ([field]) => {
      const path = findPath(context.catalogue, context.sight, set, field)
      const rows = path
        ? await runStatement<{ value: string | null }>(read, compileValues(context, set, path, MOST_VALUES))
        : []
      return rows.flatMap(({ value }) =>
        value ? [{ words: spoken(set, field, value), set: set.name, field, title: value }] : [],
      )
    }),
  )
  return found.flat()
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

const spoken = (set: RecordSet, field: string, value: string): string =>
  set.fields[field]?.country && /^[A-Z]{2}$/.test(value) ? (COUNTRIES.of(value) ?? value) : value.replaceAll('_', ' ')
