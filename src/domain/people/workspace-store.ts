import type { Database } from '../../db/database.js'
import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { fromDatabase } from '../../db/sqlstate.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { notFound } from '../../lib/errors.js'
import type { checkNewWorkspace, Workspace } from './workspace.js'

/** The scope's own workspace: behind the wall there is no other. */
export async function getWorkspace(read: SqlScope): Promise<Workspace> {
  const [found] = await read.sql<Workspace[]>`
    select id, name, slug, base_currency as "baseCurrency", country, fiscal_year_start as "fiscalYearStart",
           time_zone as "timeZone", live_at as "liveAt", simulated, settings, version
      from workspace where id = ${read.scope.workspaceId}`
  if (!found) throw notFound('There is no such workspace.', { id: read.scope.workspaceId })
  return found
}

export async function insertWorkspace(tx: Tx, workspace: ReturnType<typeof checkNewWorkspace>): Promise<void> {
  const settings = workspace.settings as Prisma.InputJsonObject
  await tx.prisma.workspace.create({ data: { ...workspace, settings, id: tx.scope.workspaceId } })
  await addRoute(tx, 'slug', workspace.slug)
}

/** What leads to a workspace before anybody is known: `slug`, `slack-team`, `address`, `token`. */
export type RouteKind = 'slug' | 'slack-team' | 'address' | 'token'

/** Points a key at this workspace. One that points elsewhere already is a `conflict`. */
export async function addRoute(tx: Tx, kind: RouteKind, key: string): Promise<void> {
  await tx.prisma.$executeRaw`insert into routing.workspace_route (kind, key, workspace_id)
    select ${kind}, ${key}, ${tx.scope.workspaceId}::uuid
     where not exists (select from routing.workspace_route
                        where kind = ${kind} and key = ${key} and workspace_id = ${tx.scope.workspaceId}::uuid)`
}

/** The workspace that a key leads to, or null. Asked before the wall: answers an id and nothing else. */
export async function findWorkspaceByRoute(db: Database, kind: RouteKind, key: string): Promise<string | null> {
  try {
    const [found] = await db.reader<{ workspaceId: string }[]>`
      select workspace_id as "workspaceId" from routing.workspace_route where kind = ${kind} and key = ${key}`
    return found?.workspaceId ?? null
  } catch (thrown) {
    throw fromDatabase(thrown)
  }
}

/** Every workspace there is, by its slug, for operators and for jobs that visit each. */
export async function listWorkspaces(db: Database): Promise<{ id: string; slug: string }[]> {
  try {
    return await db.reader<{ id: string; slug: string }[]>`
      select workspace_id as id, key as slug from routing.workspace_route where kind = 'slug' order by key`
  } catch (thrown) {
    throw fromDatabase(thrown)
  }
}

/** Merges into the settings; a null takes a setting away. */
export async function saveSettings(tx: Tx, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await tx.prisma
    .$executeRaw`update workspace set settings = jsonb_strip_nulls(settings || ${JSON.stringify(settings)}::jsonb)
    where id = ${tx.scope.workspaceId}::uuid`
}

/** True when this made it live, false when it was already. */
export async function setLive(tx: Tx): Promise<boolean> {
  const { count } = await tx.prisma.workspace.updateMany({
    where: { id: tx.scope.workspaceId, liveAt: null },
    data: { liveAt: tx.now },
  })
  return count === 1
}
