import type { Owners } from '../../../domain/people/owners.js'
import { findAnywhere } from '../../../domain/people/search-store.js'
import { invalid } from '../../../lib/errors.js'
import type { Asker, CommandContext } from '../define-command.js'
import { defineCommand } from '../define-command.js'
import type { Candidate, RecordKindDeclaration } from '../define-record-kind.js'
import { lookupFor } from '../look-up.js'
import { optional } from '../params.js'
import type { Section } from '../reply.js'
import { shown } from '../values/reading.js'
import { MAIL_PARAMS, narrows, nothing, searchMail } from './mail-params.js'

const MOST = 40
const SHOWN_PER_KIND = 8

type Group = { kind: RecordKindDeclaration; hits: { record: Candidate; excerpt: string | null }[] }

export default defineCommand({
  name: 'search',
  summary: 'Find anything that you may see by name, reference or words in it',
  example: 'search acme renewal',
  params: { words: optional('words', 'Words', { target: true, phrases: true }), ...MAIL_PARAMS },
  needs: 'self',
  risk: 'read',
  run: async (context, args) => {
    const { words } = args
    if (narrows(args)) {
      // Who may see no mail finds none, as by any other words.
      if (context.asker.may('mail.read')) return searchMail(context, args)
      return nothing(args)
    }
    if (words === undefined) throw invalid('Say what to look for: search acme renewal')
    const groups = await findGroups(context, words)
    const count = groups.reduce((sum, group) => sum + group.hits.length, 0)
    if (count === 0)
      return { headline: `Nothing that you may see matches ${shown(words)}.`, data: { query: words, results: [] } }
    return {
      headline: `${count === 1 ? 'One record' : `${count} records`} for ${shown(words)}`,
      sections: groups.map(sectionOf),
      data: { query: words, results: groups.flatMap(dataOf) },
    }
  },
})

/** What search finds is asked for by id, as the asker: search knows whose a record is, and no more about who may see it. */
async function findGroups({ read, asker, catalog }: CommandContext, words: string): Promise<Group[]> {
  const kinds = [...catalog.kinds.values()].filter((kind) => kind.searchable && asker.may(kind.needs))
  return read(async (scope) => {
    const asked = await Promise.all(
      seenAlike(kinds, asker).map(({ owners, names }) => findAnywhere(scope, words, names, MOST, owners)),
    )
    const found = asked.flat().toSorted((a, b) => b.rank - a.rank)
    const groups = await Promise.all(
      kinds.map(async (kind): Promise<Group> => {
        const hits = found.filter((hit) => hit.kind === kind.kind)
        if (hits.length === 0) return { kind, hits: [] }
        const records = await kind.findByIds(
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

type SeenAlike = { owners: Owners; names: string[] }

/**
 * Kinds that are asked for together: those of which the asker sees the same people's records. A kind with a rule of its own is
 * asked for alone, so that what its rule hides takes no place of another's.
 */
function seenAlike(kinds: readonly RecordKindDeclaration[], asker: Asker): SeenAlike[] {
  const groups = new Map<string, SeenAlike>()
  for (const kind of kinds) {
    const owners = kind.owned === true ? asker.owners(kind.needs) : 'all'
    const key = typeof kind.owned === 'string' ? kind.kind : String(owners)
    const group = groups.get(key) ?? { owners, names: [] }
    group.names.push(kind.kind)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function sectionOf({ kind, hits }: Group): Section {
  const more = hits.length - SHOWN_PER_KIND
  return {
    title: kind.many[0]?.toUpperCase() + kind.many.slice(1),
    table: {
      columns: [
        { key: 'record', label: (kind.one[0]?.toUpperCase() ?? '') + kind.one.slice(1), type: 'record' },
        { key: 'where', label: 'Found in', type: 'text' },
      ],
      rows: hits.slice(0, SHOWN_PER_KIND).map(({ record, excerpt }) => ({
        // A kind without short references (a thread, a colleague) is told by its title.
        record: kind.refPrefixes ? { ref: record.ref, title: record.title } : record.title,
        where: excerpt?.replace(/\s+/g, ' ').slice(0, 120) ?? '',
      })),
      ...(more > 0 && { more }),
    },
  }
}

const dataOf = ({ kind, hits }: Group) =>
  hits.map(({ record, excerpt }) => ({ kind: kind.kind, ref: record.ref, title: record.title, excerpt }))
