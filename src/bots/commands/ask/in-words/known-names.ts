import type { SqlScope } from '../../../../db/sql-workspace.js'
import { runStatement } from '../../../../domain/ask/ask-store.js'
import { maySee } from '../../../../domain/ask/catalogue.js'
import {
  compileMentioned,
  compileValues,
  type Mentioned,
  NEWEST_RECORDS,
} from '../../../../domain/ask/compile-query.js'
import { findPath, listedAt } from '../../../../domain/ask/path.js'
import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { AskContext } from '../../../../domain/ask/statement.js'
import { countryNamed } from '../../../../domain/crm/country.js'
import { nameKey } from '../../../../lib/name-key.js'
import type { KnownName } from './known.js'
import { isOrdinary } from './ordinary-words.js'
import { Sentence } from './sentence.js'
import { takeSubject } from './subject-in-words.js'

/** Whose names may stand in a sentence. */
const NAMED = ['staff', 'companies', 'products', 'accounts', 'teams']
const MOST = 50
const MOST_VALUES = 200

/** The names and listed values that the asker sees and that a sentence may mean. */
export async function loadKnownNames(read: SqlScope, context: AskContext, words: string): Promise<KnownName[]> {
  const { catalogue, sight } = context
  const runs = runsOf(words)
  const ordinary = new Set(runs.filter((run) => isOrdinary(run, catalogue)))
  const sets = NAMED.flatMap((name) => catalogue.get(name) ?? []).filter((set) => maySee(sight, set))
  const subject = takeSubject(new Sentence(words), catalogue)
  const about = catalogue.get(DEALT.test(words) ? 'deals' : (subject?.set ?? ''))
  const names = await Promise.all(sets.map((set) => namesIn(read, context, set, { runs, ordinary })))
  const values = about && maySee(sight, about) ? await valuesIn(read, context, about) : []
  const departments = SPEND.test(words) ? await departmentsIn(read, context) : []
  return [...names.flat(), ...values, ...(about ? await valuesBehind(read, context, about, runs) : []), ...departments]
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
function runsOf(words: string): readonly string[] {
  const all = nameKey(words)
    .replace(/[’']s\b/g, '')
    .split(/[\s,;!?"()]+/)
    .map((word) => word.replace(/\.$/, ''))
    .filter(Boolean)
    .slice(0, 40)
  return [...new Set(all.flatMap((_, at) => [1, 2, 3, 4].map((length) => all.slice(at, at + length).join(' '))))]
}

/** The runs of a sentence's words, and those words that mean something to the reader already. */
type Said = { runs: readonly string[]; ordinary: ReadonlySet<string> }

/** The records that a sentence names: by the whole name or reference, by the words that a name begins with, colleagues by surname. */
async function namesIn(
  read: SqlScope,
  context: AskContext,
  set: RecordSet,
  { runs, ordinary }: Said,
): Promise<KnownName[]> {
  const plain = runs.filter((run) => !run.includes(' ') && (set.name === 'staff' || !ordinary.has(run)))
  const said: Mentioned = {
    names: runs,
    refs: set.name === 'accounts' ? runs.filter((run) => /^\d+$/.test(run)) : [],
    begins: [...plain, ...runs.filter((run) => run.split(' ').length === 2)],
    ends: set.name === 'staff' ? plain : [],
  }
  const rows = await runStatement<{ ref: string; title: string }>(read, compileMentioned(context, set, said, MOST))
  const found = rows.flatMap(({ ref, title }) =>
    calledIn(runs, set, { ref, title }).map((words) => ({ words, ref, title, whole: nameKey(title) === words })),
  )
  return found.map(({ words, ref, title, whole }): KnownName => {
    const alike = found.filter((each) => each.words === words)
    // What several are called stays as it was said: who looks it up asks which of them is meant.
    const one = whole || alike.length === 1
    return {
      words,
      set: set.name,
      title: one && words !== ref ? title : words,
      ...(ordinary.has(words) ? { marked: true } : {}),
    }
  })
}

/** How a sentence calls a record: the longest run of its words that a name begins with, or ends with where it is somebody's. */
function calledIn(runs: readonly string[], { name }: RecordSet, { ref, title }: { ref: string; title: string }) {
  const parts = nameKey(title).split(' ')
  const beginnings = parts.map((_, n) => parts.slice(0, n + 1).join(' ')).filter((each) => runs.includes(each))
  const surname = parts.at(-1) ?? ''
  return [
    ...beginnings.slice(-1),
    ...(name === 'staff' && parts.length > 1 && runs.includes(surname) ? [surname] : []),
    ...(name === 'accounts' && runs.includes(ref) ? [ref] : []),
  ]
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
      const list = path && listedAt(context.catalogue, context.sight, path)
      const rows = list
        ? await runStatement<{ value: string | null }>(
            read,
            compileValues(context, list.set, list, { most: MOST_VALUES, newest: NEWEST_RECORDS }),
          )
        : []
      return rows.flatMap(({ value }) =>
        value ? [{ words: spoken(set, field, value), set: set.name, field, title: value }] : [],
      )
    }),
  )
  return [...found.flat(), ...(only ? [] : ownChoices(set))]
}

/** What may be chosen in fields of a company's own. */
const ownChoices = ({ name, fields }: RecordSet): KnownName[] =>
  Object.entries(fields).flatMap(([field, { own, choices = [] }]) =>
    own ? choices.map((choice) => ({ words: choice, set: name, field, title: choice })) : [],
  )

/** Where the customer is that a record is of, and what the company itself says of it: "deals in Germany", "cases from London". */
async function valuesBehind(
  read: SqlScope,
  context: AskContext,
  about: RecordSet,
  runs: readonly string[],
): Promise<KnownName[]> {
  const companies = context.catalogue.get('companies')
  const leads = about.name === 'companies' || Object.values(about.relations).some(({ to }) => to === 'companies')
  if (!companies || !leads || !maySee(context.sight, companies)) return []
  const cities = findPath(context.catalogue, context.sight, companies, 'city')
  const rows = cities
    ? await runStatement<{ value: string | null }>(
        read,
        compileValues(context, companies, cities, { most: MOST_VALUES, among: runs }),
      )
    : []
  const places = rows.flatMap(({ value }) =>
    value ? [{ words: value, set: 'companies', field: 'city', title: value }] : [],
  )
  // Also one that no company is in: none is an answer.
  const countries = countriesIn(runs)
  if (about.name === 'companies') return [...places, ...countries]
  return [...places, ...countries, ...(await valuesIn(read, context, companies, ['country'])), ...ownChoices(companies)]
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

const countriesIn = (runs: readonly string[]): KnownName[] =>
  runs.flatMap((words) => {
    const code = countryNamed(words)
    return code ? [{ words, set: 'companies', field: 'country', title: code }] : []
  })

const spoken = (set: RecordSet, field: string, value: string): string =>
  set.fields[field]?.country && /^[A-Z]{2}$/.test(value) ? (COUNTRIES.of(value) ?? value) : value.replaceAll('_', ' ')
