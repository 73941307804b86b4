import type { SqlScope } from '../../db/sql-workspace.js'

/** A mailbox that can't be followed, or could not. */
export type MailboxTrouble = {
  mailboxId: string
  address: string
  /** Null: nobody's own. */
  staffId: string | null
  since: Date
  lastError: string | null
}

/** Mailboxes that have been failing since before an instant. */
export const listTroubled = ({ sql, scope }: SqlScope, before: Date): Promise<MailboxTrouble[]> => sql<
  MailboxTrouble[]
>`
  select id as "mailboxId", address, staff_id as "staffId", failing_since as since, last_error as "lastError"
    from mailbox where workspace_id = ${scope.workspaceId} and status = 'failing' and failing_since <= ${before}
   order by address_key`

/** Mailboxes that are followed but for folders that their servers don't open. */
export const listInPart = ({ sql, scope }: SqlScope): Promise<MailboxTrouble[]> => sql<MailboxTrouble[]>`
  select id as "mailboxId", address, staff_id as "staffId", updated_at as since, last_error as "lastError"
    from mailbox where workspace_id = ${scope.workspaceId} and status = 'following' and last_error is not null
   order by address_key`

/** Those that somebody was told of under `occasion:<mailbox>:<since, ms>` and that are followed again. */
export const listRecovered = ({ sql, scope }: SqlScope, occasion: string): Promise<MailboxTrouble[]> => sql<
  MailboxTrouble[]
>`
  select distinct b.id as "mailboxId", b.address, b.staff_id as "staffId", null as "lastError",
         to_timestamp(split_part(d.occasion, ':', 3)::bigint / 1000.0) as since
    from delivery d join mailbox b on b.workspace_id = d.workspace_id and b.id::text = split_part(d.occasion, ':', 2)
   where d.workspace_id = ${scope.workspaceId} and d.occasion >= ${`${occasion}:`} and d.occasion < ${`${occasion};`}
     and d.state = 'sent' and b.status = 'following'`
