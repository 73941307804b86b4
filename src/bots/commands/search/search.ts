import type { Owners } from '../../../domain/people/owners.js'
import { findAnywhere, type Seen } from '../../../domain/people/search-store.js'
import { invalid } from '../../../lib/errors.js'
import { nameKey } from '../../../lib/name-key.js'
import type { Asker, CommandContext } from '../define-command.js'
import { defineCommand } from '../define-command.js'
import type { Lookup, RecordKindDeclaration } from '../define-record-kind.js'
import { lookupFor } from '../look-up.js'
import { optional, type RecordRef } from '../params.js'
import type { Action, Reply, Section, Table } from '../reply.js'
import { shown } from '../values/reading.js'
import { MAIL_PARAMS, narrows, nothing, searchMail } from './mail-params.js'

/** Of each kind: more than are shown, because some of them the asker may not see. */
const MOST = 20
/** Of one kind that is asked for: as many as search ranks. */
const MOST_OF_KIND = 200
const SHOWN_PER_KIND = 8

type Group = { kind: RecordKindDeclaration; hits: { record: RecordRef; excerpt: string | null }[] }

export default defineCommand({
  name: 'search',
  summary: 'Find anything that you may see by name, reference or words in it',
  example: 'search acme renewal',
  params: {
    words: optional('words', 'Words', { target: true, phrases: true }),
    kind: optional('text', 'Of one kind', { hint: 'deals, contacts, companies, cases, invoices …' }),
    ...MAIL_PARAMS,
  },
  needs: 'self',
  risk: 'read',
  run: async (context, args) => {
    const { words } = args
    if (narrows(args)) {
      // Who may see no mail finds none, as by any other words.
      if (context.asker.may('mail.read')) return searchMail(context, args)
      return nothing(args)
    }
    if (words === undefined) return ASKS
    const groups = await findGroups(context, words, args.kind)
    const count = groups.reduce((sum, group) => sum + group.hits.length, 0)
    if (count === 0)
      return { headline: `Nothing that you may see matches ${shown(words)}.`, data: { query: words, results: [] } }
    return {
      headline: `${count === 1 ? 'One record' : `${count} records`} for ${shown(words)}`,
      ...shownGroups(groups, words, args.kind !== undefined),
      data: { query: words, results: groups.flatMap(dataOf) },
    }
  },
})

/** A noun alone is never an error: the form asks for what the words lack. */
const ASKS: Reply = {
  headline: 'What are you looking for?',
  text: 'A name, a reference or words: `search acme renewal`. Mail as well: `search offer from:acme.com after:2026-10-01`.',
  actions: [{ label: 'Search…', style: 'primary', do: { form: 'search', args: {} }, typed: 'search' }],
  data: { query: null, results: [] },
}

/** What search finds is asked for by id, as the asker: search knows whose a record is, and no more about who may see it. */
async function findGroups(
  { read, asker, catalog }: CommandContext,
  words: string,
  wanted: string | undefined,
): Promise<Group[]> {
  const seen = [...catalog.kinds.values()].filter((kind) => kind.searchable && asker.may(kind.needs))
  const kinds = wanted === undefined ? seen : seen.filter((kind) => isNamed(kind, wanted))
  if (kinds.length === 0) throw invalid(`Search knows no kind “${wanted}”: ${seen.map(({ many }) => many).join(', ')}.`)
  const most = wanted === undefined ? MOST : MOST_OF_KIND
  return read(async (scope) => {
    const found = await findAnywhere(scope, words, seenAlike(kinds, asker), most)
    const groups = await Promise.all(
      kinds.map(async (kind): Promise<Group> => {
        const hits = found.filter((hit) => hit.kind === kind.kind)
        if (hits.length === 0) return { kind, hits: [] }
        const records = await named(
          kind,
          lookupFor(kind, { read: scope, asker }),
          hits.map((hit) => hit.id),
        )
        const visible = hits.flatMap((hit) => {
          const record = records.find((each) => each.id === hit.id)
          return record ? [{ record, excerpt: hit.excerpt }] : []
        })
        return { kind, hits: visible }
      }),
    )
    const order = found.map((hit) => hit.kind)
    return groups
      .filter((group) => group.hits.length > 0)
      .sort((a, b) => order.indexOf(a.kind.kind) - order.indexOf(b.kind.kind))
  })
}

async function named(
  kind: RecordKindDeclaration,
  lookup: Lookup,
  ids: readonly string[],
): Promise<readonly RecordRef[]> {
  if (!kind.nameByIds) return kind.findByIds(lookup, ids)
  return (await kind.nameByIds(lookup, ids)).map((titled) => ({ kind: kind.kind, ...titled }))
}

/**
 * Kinds of which the asker sees the same people's records. A kind with a rule of its own is looked through apart, so that what its
 * rule hides takes no place of another's.
 */
function seenAlike(kinds: readonly RecordKindDeclaration[], asker: Asker): Seen[] {
  const alike = new Map<string, { kinds: string[]; owners: Owners }>()
  for (const kind of kinds) {
    const owners = kind.owned === true ? asker.owners(kind.needs) : 'all'
    const key = typeof kind.owned === 'string' ? kind.kind : String(owners)
    const seen = alike.get(key) ?? { kinds: [], owners }
    seen.kinds.push(kind.kind)
    alike.set(key, seen)
  }
  return [...alike.values()]
}

const isNamed = ({ kind, one, many }: RecordKindDeclaration, word: string): boolean =>
  [kind, one, many].includes(nameKey(word))

/** A part a kind with the best of it; all of one kind as a table, which is paged and had as a file. */
function shownGroups(groups: readonly Group[], words: string, isOneKind: boolean): Partial<Reply> {
  const [only] = groups
  if (isOneKind && only) return { table: tableOf(only, MOST_OF_KIND) }
  return { sections: groups.map(sectionOf), actions: allOf(words, groups) }
}

/** A button a kind of which there is more than is shown. */
const allOf = (words: string, groups: readonly Group[]): Action[] =>
  groups
    .filter(({ hits }) => hits.length > SHOWN_PER_KIND)
    .map(({ kind }) => ({
      label: `All ${kind.many}`,
      do: { command: 'search', args: { words, kind: kind.kind } },
      typed: `search ${words} kind:${kind.kind}`,
    }))

const sectionOf = (group: Group): Section => ({
  title: group.kind.many[0]?.toUpperCase() + group.kind.many.slice(1),
  table: tableOf(group, SHOWN_PER_KIND),
})

function tableOf({ kind, hits }: Group, shown: number): Table {
  const more = hits.length - shown
  return {
    columns: [
      { key: 'record', label: (kind.one[0]?.toUpperCase() ?? '') + kind.one.slice(1), type: 'record' },
      { key: 'where', label: 'Found in', type: 'text' },
    ],
    rows: hits.slice(0, shown).map(({ record, excerpt }) => ({
      // A kind without short references (a thread, a colleague) is told by its title.
      record: kind.refPrefixes ? { ref: record.ref, title: record.title } : record.title,
      where: excerpt?.replace(/\s+/g, ' ').slice(0, 120) ?? '',
    })),
    ...(more > 0 && { more }),
  }
}

const dataOf = ({ kind, hits }: Group) =>
  hits.map(({ record, excerpt }) => ({ kind: kind.kind, ref: record.ref, title: record.title, excerpt }))
