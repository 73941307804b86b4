import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { lockFiling } from './filing-store.js'
import { loadOwnAddresses } from './link-store.js'
import { relinkMessages } from './relink-address.js'

/** An address that was given to a contact by mistake. */
export type TakenBack = { contactId: string; addressKey: string }

/**
 * Takes off a contact, its company and its one deal the stored mail that came with an address, unless the contact has the address again.
 * The threads are linked anew then, so that what another address or a mention says of them stands; a person's own links stay as they are.
 * Answers how many threads it looked at.
 */
export const unfileAddress = (db: Database, scope: Scope, taken: TakenBack): Promise<number> =>
  bulkWorkspace(db, scope, async (bulk) => {
    await lockFiling(bulk)
    const threadIds = await takeOff(bulk, taken)
    if (threadIds.length === 0) return 0
    const messages = await bulk.sql<{ id: string }[]>`
      select id from message where workspace_id = ${scope.workspaceId} and thread_id = any(${threadIds}::uuid[])`
    const ids = messages.map(({ id }) => id)
    await relinkMessages(bulk, await loadOwnAddresses(bulk), { keys: [], ids })
    return threadIds.length
  })

/** The links whose reason is this address, as `matchMessage` words it. Links that a person removed are their word, and stay. */
async function takeOff({ sql, scope }: SqlScope, { contactId, addressKey }: TakenBack): Promise<string[]> {
  const reasons = ['from', 'to', 'answers go to'].map((where) => `${where} ${addressKey}`)
  const ofCompany = reasons.map((reason) => `${reason}, who works there`)
  const rows = await sql<{ threadId: string }[]>`
    with gone as (
      delete from thread_link l where l.workspace_id = ${scope.workspaceId} and l.contact_id = ${contactId}
         and l.origin = 'automatic' and l.removed_at is null and l.evidence = any(${reasons})
         and not exists (select from contact_address a where a.workspace_id = l.workspace_id and a.contact_id = l.contact_id
                            and a.address_key = ${addressKey})
      returning l.thread_id),
    others as (
      delete from thread_link l where l.workspace_id = ${scope.workspaceId} and l.thread_id in (select thread_id from gone)
         and l.origin = 'automatic' and l.removed_at is null
         and (l.evidence = any(${ofCompany}) or l.evidence = 'it is the one open deal of the contact'))
    select distinct thread_id as "threadId" from gone`
  return rows.map(({ threadId }) => threadId)
}
