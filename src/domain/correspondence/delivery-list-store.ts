import type { SqlScope } from '../../db/sql-workspace.js'

export type DeliveryLine = {
  id: string
  recipient: string
  state: 'sending' | 'sent' | 'uncertain' | 'failed'
  /** What the server said, or what is known. */
  said: string | null
  /** Whether it can be sent again by a click. */
  repeatable: boolean
  at: Date
}

/** Mails of the service, those that wait for somebody's word first, then the newest. `ownerId` narrows to somebody's own. */
export async function listDeliveries(
  { sql, scope }: SqlScope,
  { ownerId, limit }: { ownerId?: string; limit: number },
): Promise<DeliveryLine[]> {
  const newest = (condition: ReturnType<typeof sql>) => sql`
    select id, recipient, state, detail->>'said' as said, detail ? 'errand' as repeatable, coalesce(sent_at, created_at) as at
      from delivery where workspace_id = ${scope.workspaceId} and channel = 'mail' and ${condition}
       ${ownerId === undefined ? sql`` : sql`and detail->>'ownerId' = ${ownerId}`}
     order by id desc limit ${limit}`
  return sql<DeliveryLine[]>`
    select * from ((${newest(sql`state = 'uncertain'`)}) union all (${newest(sql`state <> 'uncertain'`)})) d
     order by state <> 'uncertain', id desc limit ${limit}`
}
