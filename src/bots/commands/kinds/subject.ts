import { findNear } from '../../../domain/people/search-store.js'
import { type Candidate, defineRecordKind, type Lookup, type RecordKindDeclaration } from '../define-record-kind.js'
import { lookupFor } from '../look-up.js'
import type { Cell } from '../reply.js'
import { referenceIn } from '../resolve-record.js'
import cases from './case.js'
import company from './company.js'
import contact from './contact.js'
import deal from './deal.js'
import invoice from './invoice.js'

const KINDS: readonly RecordKindDeclaration[] = [deal, contact, company, invoice, cases]

/** The same question to each kind that the asker may see; what they answer goes by its own kind. */
async function ofEach(
  lookup: Lookup,
  ask: (kind: RecordKindDeclaration, own: Lookup) => Promise<readonly Candidate[]> | undefined,
): Promise<Candidate[]> {
  const found = await Promise.all(
    KINDS.filter(({ needs }) => lookup.asker.may(needs)).map(async (kind) =>
      ((await ask(kind, lookupFor(kind, lookup))) ?? []).map((candidate) => ({
        ...candidate,
        details: [kind.one, textOf(candidate.details[0])],
      })),
    ),
  )
  return found.flat()
}

/** The kinds' details are of different types; as text they stand in one column. */
function textOf(cell: Cell | undefined): string | null {
  if (typeof cell === 'string') return cell
  return typeof cell === 'object' && cell !== null && 'person' in cell ? cell.person : null
}

/** What a note, a call or a task can be about, whichever kind it is. */
export default defineRecordKind({
  kind: 'subject',
  one: 'record',
  many: 'records',
  needs: 'self',
  owned: 'what one may see of each kind',
  table: 'deal',
  detailLabels: ['Kind', 'Of'],
  findByIds: (lookup, ids) => ofEach(lookup, (kind, own) => kind.findByIds(own, ids)),
  findByRef: (lookup, typed) =>
    ofEach(lookup, (kind, own) => {
      const ref = referenceIn(kind, typed)
      return ref === undefined ? undefined : kind.findByRef(own, ref)
    }),
  findByName: (lookup, key, limit) => ofEach(lookup, (kind, own) => kind.findByName(own, key, limit)),
  findByPrefix: (lookup, key, limit) =>
    // Before a letter is typed there is nothing to offer: everything is not a choice.
    key === '' ? Promise.resolve([]) : ofEach(lookup, (kind, own) => kind.findByPrefix?.(own, key, limit)),
  findAlike: async (lookup, words, limit) => {
    const seen = KINDS.filter(({ needs }) => lookup.asker.may(needs))
    const hits = await Promise.all(
      seen.map((kind) => findNear(lookup.read, kind.kind, words, limit, lookupFor(kind, lookup).owners)),
    )
    return hits
      .flat()
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, limit)
  },
  searchable: false,
})
