import { findNear, type NearHit } from '../../domain/people/search-store.js'
import { nameKey } from '../../lib/name-key.js'
import type { Candidate, Lookup, RecordKindDeclaration } from './define-record-kind.js'
import { nearest } from './grammar/nearest.js'

export type Resolution =
  | { found: 'one'; record: Candidate; note?: string }
  /** Best first, at most five. */
  | { found: 'several'; candidates: readonly Candidate[] }
  /** `near` are alike, but not enough to be meant; the asker may see them all. */
  | { found: 'none'; near: readonly Candidate[] }

const SHOWN = 5
/** Of a kind whose records are not seen by their owner: what one may not see must not take the place of what one may. */
const LOOKED_THROUGH = 50
/** A reading command takes the most alike name when it is this alike, and this much more than the next. */
const SURE = 0.6
const MARGIN = 0.15
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Exact reference → exact name → beginning of a name → names that are alike. One record is taken at the first three steps
 * when it is the only one there. What is merely alike is taken by a reading command alone: a change never picks.
 */
export async function resolveRecord(
  kind: RecordKindDeclaration,
  lookup: Lookup,
  typed: string,
  { mayPick }: { mayPick: boolean },
): Promise<Resolution> {
  const words = plain(typed)
  if (UUID.test(words)) return oneOrNone(await kind.findByIds(lookup, [words]))
  const reference = referenceIn(kind, words)
  if (reference !== undefined) {
    const byRef = await kind.findByRef(lookup, reference)
    if (byRef.length > 0 || kind.refPrefixes) return oneOrNone(byRef)
  }
  const key = nameKey(words)
  if (key === '') return { found: 'none', near: [] }
  const named = await kind.findByName(lookup, key, SHOWN)
  if (named.length > 0) return oneOrSeveral(named)
  const begun = (await kind.findByPrefix?.(lookup, key, SHOWN)) ?? []
  if (begun.length > 0) return withNote(oneOrSeveral(begun), words)
  return kind.searchable || kind.findAlike
    ? alike(kind, lookup, words, mayPick)
    : { found: 'none', near: await mistyped(kind, lookup, key) }
}

const FEW = 100
/** So many are shown whole: the stages of a pipeline. */
const HANDFUL = 10

/** Of a kind that search does not know (stages, tasks) there are few: the one with the nearest name, else the handful that there is. */
async function mistyped(kind: RecordKindDeclaration, lookup: Lookup, key: string): Promise<readonly Candidate[]> {
  const all = (await kind.findByPrefix?.(lookup, '', FEW)) ?? []
  const best = nearest(
    key,
    all.map((each) => nameKey(each.title)),
  )
  if (best === undefined) return all.length <= HANDFUL ? all : []
  return all.filter((each) => nameKey(each.title) === best).slice(0, SHOWN)
}

/** What came through a form may hold anything; Postgres takes no NUL in a text. */
const plain = (typed: string): string => typed.replace(/\p{Cc}+/gu, ' ').trim()

/** `deal-12`, `#DEAL-12` and `inv 2026-0042` are references; a kind without prefixes is asked whatever was typed. */
export function referenceIn(kind: RecordKindDeclaration, words: string): string | undefined {
  if (!kind.refPrefixes) return words
  const match = new RegExp(`^#?(${kind.refPrefixes.join('|')})[- ]?(\\d[\\d-]*)$`, 'i').exec(words)
  return match ? `${match[1]?.toUpperCase()}-${match[2]}` : undefined
}

const oneOrNone = ([record]: readonly Candidate[]): Resolution =>
  record ? { found: 'one', record, ...mergedNote(record) } : { found: 'none', near: [] }

/** Whoever asks for a record that was merged into another is told. */
export const mergedNote = (record: Candidate): { note?: string } =>
  record.merged === undefined ? {} : { note: `${record.merged} was merged into ${nameOf(record)}` }

function oneOrSeveral(candidates: readonly Candidate[]): Resolution {
  const [only] = candidates
  return only && candidates.length === 1
    ? { found: 'one', record: only }
    : { found: 'several', candidates: candidates.slice(0, SHOWN) }
}

const withNote = (resolution: Resolution, words: string): Resolution =>
  resolution.found === 'one' ? { ...resolution, note: `“${words}” as ${nameOf(resolution.record)}` } : resolution

/** A record in a sentence: `DEAL-12 Acme renewal`, or the title alone when the reference says no more. */
export const nameOf = (record: { ref: string; title: string }): string =>
  record.ref === '' || record.ref === record.title ? record.title : `${record.ref} ${record.title}`

const nearHits = (
  kind: RecordKindDeclaration,
  lookup: Lookup,
  words: string,
  limit: number,
): Promise<readonly NearHit[]> =>
  kind.findAlike?.(lookup, words, limit) ??
  findNear(lookup.read, kind.kind, words, limit, kind.owned === true ? lookup.owners : 'all')

async function alike(
  kind: RecordKindDeclaration,
  lookup: Lookup,
  words: string,
  mayPick: boolean,
): Promise<Resolution> {
  const hits = await nearHits(kind, lookup, words, typeof kind.owned === 'string' ? LOOKED_THROUGH : SHOWN + 1)
  if (hits.length === 0) return { found: 'none', near: [] }
  const visible = await kind.findByIds(
    lookup,
    hits.map((hit) => hit.id),
  )
  const ranked = hits.flatMap((hit) => {
    const record = visible.find((each) => each.id === hit.id)
    return record ? [{ record, likeness: hit.likeness }] : []
  })
  const [best, next] = ranked
  if (mayPick && best && best.likeness >= SURE && best.likeness - (next?.likeness ?? 0) >= MARGIN)
    return { found: 'one', record: best.record, note: `“${words}” as ${nameOf(best.record)}` }
  return { found: 'none', near: ranked.slice(0, SHOWN).map(({ record }) => record) }
}

/** Records to offer while a name is being typed: the reference, names that begin so, then names that are alike. */
export async function candidatesFor(
  kind: RecordKindDeclaration,
  lookup: Lookup,
  typed: string,
  limit: number,
): Promise<readonly Candidate[]> {
  const words = plain(typed)
  const key = nameKey(words)
  const reference = referenceIn(kind, words)
  if (words !== '' && reference !== undefined) {
    const byRef = await kind.findByRef(lookup, reference)
    if (byRef.length > 0) return byRef
  }
  // A prefix of nothing is everything: the few stages of a pipeline are offered before a letter is typed.
  const begun = (await kind.findByPrefix?.(lookup, key, limit)) ?? []
  if (begun.length >= limit || key === '' || !(kind.searchable || kind.findAlike)) return begun
  const hits = (await nearHits(kind, lookup, words, limit)).filter((hit) => begun.every((each) => each.id !== hit.id))
  const near =
    hits.length === 0
      ? []
      : await kind.findByIds(
          lookup,
          hits.map((hit) => hit.id),
        )
  const ranked = hits.flatMap((hit) => near.filter((each) => each.id === hit.id))
  return [...begun, ...ranked].slice(0, limit)
}
