import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** A channel of the chat: by the chat's id, with its name (no #), whether everybody may know of it, and whether the app is in it. */
export type ChatChannel = { channel: string; name: string; open: boolean; joined: boolean }

/** Those of a name: more than one where several workspaces of an organisation are connected. */
export const findChannels = ({ sql, scope }: SqlScope, name: string): Promise<ChatChannel[]> => sql<ChatChannel[]>`
  select channel, name, open, joined from chat_channel where workspace_id = ${scope.workspaceId} and name = ${name.toLowerCase()} order by channel`

/** What the chat calls it, as it is shown: `#support`; its id where the chat's list has not been kept yet. */
export async function shownChannel({ sql, scope }: SqlScope, channel: string): Promise<string> {
  const [found] = await sql<{ name: string }[]>`
    select name from chat_channel where workspace_id = ${scope.workspaceId} and channel = ${channel}`
  return found ? `#${found.name}` : channel
}

/** Names that begin as this one does: none that not everybody may know of. */
export const listAlike = async ({ sql, scope }: SqlScope, name: string): Promise<string[]> => {
  const rows = await sql<{ name: string }[]>`
    select distinct name from chat_channel where workspace_id = ${scope.workspaceId} and open and left(name, 3) = ${name.toLowerCase().slice(0, 3)}
    order by name limit 3`
  return rows.map((row) => row.name)
}

/** All that there are now, in place of those that were kept. */
export async function keepChannels(tx: Tx, channels: readonly ChatChannel[]): Promise<void> {
  const { sql, scope } = sqlInTx(tx)
  const rows = JSON.stringify(channels.map((each) => ({ ...each, id: tx.newId(), name: each.name.toLowerCase() })))
  await sql`
    delete from chat_channel where workspace_id = ${scope.workspaceId}::uuid
      and channel not in (select c.channel from json_to_recordset(${rows}::text::json) as c(channel text))`
  await sql`
    insert into chat_channel (workspace_id, id, channel, name, open, joined)
    select ${scope.workspaceId}::uuid, c.id, c.channel, c.name, c.open, c.joined
      from json_to_recordset(${rows}::text::json) as c(id uuid, channel text, name text, open boolean, joined boolean)
    on conflict (workspace_id, channel) do update set name = excluded.name, open = excluded.open, joined = excluded.joined`
}
