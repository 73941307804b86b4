import type { SqlScope } from '../../db/sql-workspace.js'
import { amongOwners, type Owners } from '../people/owners.js'

/** What a record is called, and nothing else of it. */
export type RecordTitle = { id: string; ref: string; title: string; version: number }

type Listed = (read: SqlScope, ids: readonly string[], owners: Owners) => Promise<RecordTitle[]>

/**
 * Of these contacts, companies or deals those of some owners, by what they are called: a line of a list costs a look into five tables
 * for each, this one into its own. What became a part of another is not among them.
 */
export const listContactTitles: Listed = (read, ids, owners) => read.sql<RecordTitle[]>`
  select r.id, r.ref, r.name as title, r.version from contact r
   where ${among(read, ids, owners)} and r.merged_into_id is null`

export const listCompanyTitles: Listed = (read, ids, owners) => read.sql<RecordTitle[]>`
  select r.id, r.ref, r.name as title, r.version from company r
   where ${among(read, ids, owners)} and r.merged_into_id is null`

export const listDealTitles: Listed = (read, ids, owners) => read.sql<RecordTitle[]>`
  select r.id, r.ref, r.title, r.version from deal r where ${among(read, ids, owners)}`

const among = (read: SqlScope, ids: readonly string[], owners: Owners) => read.sql`
  r.workspace_id = ${read.scope.workspaceId} and r.id = any(${[...ids]}::uuid[])
  ${amongOwners(read, read.sql`r.owner_id`, owners)}`
