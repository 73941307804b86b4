import type { SqlScope } from '../../db/sql-workspace.js'
import type { Owners } from '../../domain/people/owners.js'
import type { NearHit } from '../../domain/people/search-store.js'
import type { Member } from '../../domain/people/staff.js'
import type { RecordKind, RecordRef } from './params.js'
import type { Cell } from './reply.js'

/**
 * What a lookup is given (`look-up.ts`). `args` are the parameters resolved so far (a stage is looked for in its deal's pipeline);
 * `owners` whose records count, which a kind that is `owned` narrows every one of its questions by; `decides`: and what waits for a decision,
 * whoever's it is.
 */
export type Lookup = {
  readonly read: SqlScope
  readonly asker: Member
  readonly args: Readonly<Record<string, unknown>>
  readonly owners: Owners
  readonly decides?: boolean
}

/**
 * A record that words may mean. `details` tell it from its namesakes, the same columns in the same order for every one of
 * a kind: owner, amount, stage. `currency` is what an amount without one takes; `merged` the record that was asked for, and became a
 * part of this one.
 */
export type Candidate = RecordRef & {
  readonly details: readonly Cell[]
  readonly currency?: string
  readonly merged?: string
}

/**
 * How words become a record of one kind. Every function answers only what the asker may see, in one statement, best or
 * newest first, and at most `limit`; what is not there is not there, whatever the reason. One file each in `kinds/`.
 */
export type RecordKindDeclaration = {
  kind: RecordKind
  /** "deal", "deals": for sentences. */
  one: string
  many: string
  /** `DEAL` for DEAL-12; without one the kind's references are something else (a member of staff: the email). */
  refPrefixes?: readonly string[]
  /** The capability without which nobody finds one. */
  needs: string
  /**
   * `true`: its records have an owner, and a role may see those of one's own or one's team alone. `false`: nobody owns them, who may
   * see one may see all. Otherwise a sentence that says who sees which.
   */
  owned: boolean | string
  /** The table, for versions and the audit trail. */
  table: string
  /** Headings of `details`. */
  detailLabels: readonly string[]
  /** The command that shows one, for search and links: `deal show`. */
  show?: string
  findByIds(lookup: Lookup, ids: readonly string[]): Promise<readonly Candidate[]>
  /** The same without what tells them from namesakes, for search, which shows many of each kind by their names; else `findByIds` is asked. */
  nameByIds?(lookup: Lookup, ids: readonly string[]): Promise<readonly Omit<RecordRef, 'kind'>[]>
  /** `ref` as typed, upper case when it has one of `refPrefixes`. */
  findByRef(lookup: Lookup, ref: string): Promise<readonly Candidate[]>
  /** `key` is `nameKey(what was typed)`; equality only. */
  findByName(lookup: Lookup, key: string, limit: number): Promise<readonly Candidate[]>
  /** Names that begin with `key`; a range up to `prefixEnd(key)`. */
  findByPrefix?(lookup: Lookup, key: string, limit: number): Promise<readonly Candidate[]>
  /** Names that are alike, best first, of a kind that is several kinds together; else `search.near` is asked for the kind. */
  findAlike?(lookup: Lookup, words: string, limit: number): Promise<readonly NearHit[]>
  /** False when `search.near` knows nothing of this kind (a stage, a close task): the few there are come by prefix. */
  searchable: boolean
}

/** Declares a kind of record that commands can name. */
export const defineRecordKind = (kind: RecordKindDeclaration): RecordKindDeclaration => kind
