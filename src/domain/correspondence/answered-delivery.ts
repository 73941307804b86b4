import type { SqlScope } from '../../db/sql-workspace.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { fits, tokenIn } from './reply-token.js'

/** A mail of ours that somebody answers. */
export type AnsweredMail = { id: string; occasion: string; recipient: string; createdAt: Date }

/**
 * The mail of ours whose reply address a message is written to; null for an address that nobody here made. That the token
 * fits says which mail is answered; who answers is another question.
 */
export async function findAnswered(
  { sql, scope }: SqlScope,
  key: SecretKey,
  addresses: readonly string[],
): Promise<AnsweredMail | null> {
  for (const token of addresses.flatMap((address) => tokenIn(address) ?? [])) {
    const [mail] = await sql<AnsweredMail[]>`
      select id, occasion, recipient, created_at as "createdAt" from delivery
       where workspace_id = ${scope.workspaceId} and id = ${token.deliveryId} and channel = 'mail'`
    if (mail && fits(key, token.mac, { ...mail, workspaceId: scope.workspaceId })) return mail
  }
  return null
}

export const listRecipients = async ({ sql, scope }: SqlScope, messageId: string): Promise<string[]> => {
  const rows = await sql<{ address: string }[]>`
    select address from participant
     where workspace_id = ${scope.workspaceId} and message_id = ${messageId} and role in ('to', 'cc')`
  return rows.map(({ address }) => address)
}

/** The invoice that a mail of ours went with, by its occasion (billing's `SendInvoice`). */
export const invoiceOf = ({ occasion }: { occasion: string }): string | null =>
  /^invoice-mail:([0-9a-f-]{36})(?::|$)/.exec(occasion)?.[1] ?? null
