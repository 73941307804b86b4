import type { Tx } from '../../db/in-workspace.js'
import { AppError } from '../../lib/errors.js'

/** One mail to one person for one occasion. */
export type MailOccasion = { occasion: string; recipient: string }

export type MailDelivery = { id: string; messageKey: string; createdAt: Date }

export type Claim =
  /** Ours to send. */
  | { to: 'send'; delivery: MailDelivery }
  /** Somebody began and is gone: it may have been sent. */
  | { to: 'look'; delivery: MailDelivery }
  /** Nothing is left to do. */
  | { to: 'rest'; state: 'sent' | 'failed' }

/** After this time a send that was begun is over, one way or the other, ms. */
const SENDING_MS = 10 * 60_000

type Detail = { holder?: string; retry?: boolean; said?: string }

/**
 * Takes the occasion, in the transaction before anything is sent. The Message-ID is made here from the row's id, so that
 * whatever happens the mail can be found by it. Throws `limited` while another worker is sending.
 */
export async function claimMail(
  tx: Tx,
  { occasion, recipient }: MailOccasion,
  { domain, holder, isDead }: { domain: string; holder: string; isDead: (holder: string) => boolean },
): Promise<Claim> {
  const { workspaceId } = tx.scope
  const id = tx.newId()
  const made = await tx.prisma.delivery.createMany({
    data: { workspaceId, id, occasion, recipient, channel: 'mail', messageKey: `${id}@${domain}`, detail: { holder } },
    skipDuplicates: true,
  })
  const row = await tx.prisma.delivery.findFirstOrThrow({ where: { workspaceId, occasion, recipient } })
  const delivery = { id: row.id, messageKey: row.messageKey ?? `${row.id}@${domain}`, createdAt: row.createdAt }
  if (made.count === 1) return { to: 'send', delivery }
  const detail = (row.detail ?? {}) as Detail
  if (row.state === 'sent') return { to: 'rest', state: 'sent' }
  if (row.state === 'uncertain') return { to: 'look', delivery }
  if (row.state === 'failed') {
    if (!detail.retry) return { to: 'rest', state: 'failed' }
    const { count } = await tx.prisma.delivery.updateMany({
      where: { workspaceId, id: row.id, version: row.version },
      data: { state: 'sending', detail: { holder } },
    })
    if (count === 1) return { to: 'send', delivery }
  } else if (isDead(detail.holder ?? '') || tx.now.getTime() - row.updatedAt.getTime() > SENDING_MS)
    return { to: 'look', delivery }
  throw new AppError('limited', 'This mail is being sent just now.', { deliveryId: row.id })
}

/** Whether the mail is known to have gone out: a mailbox of ours holds it, or somebody answered it. */
export async function wasSeen(tx: Tx, messageKey: string): Promise<boolean> {
  const { workspaceId } = tx.scope
  const [stored, answered] = await Promise.all([
    tx.prisma.message.findFirst({ where: { workspaceId, messageKey }, select: { id: true } }),
    tx.prisma.messageRef.findFirst({ where: { workspaceId, refKey: messageKey }, select: { id: true } }),
  ])
  return stored !== null || answered !== null
}

export const saveSent = (tx: Tx, id: string, said: string) =>
  tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: { not: 'sent' } },
    data: { state: 'sent', sentAt: tx.now, detail: { said } },
  })

/** `retry`: the server asked to come again; else a person must act. */
export const saveFailed = (tx: Tx, id: string, said: string, retry: boolean) =>
  tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: 'sending' },
    data: { state: 'failed', detail: { said, retry } },
  })

/**
 * It may have gone out and may not: it is not sent again by itself, and its owner is asked (`delivery.uncertain`), once.
 * When it turns up in a synced mailbox later, filing makes it `sent`.
 */
export async function saveUncertain(tx: Tx, id: string, said: string, about: Record<string, unknown>): Promise<void> {
  const { count } = await tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: 'sending' },
    data: { state: 'uncertain', detail: { said } },
  })
  if (count === 1) await tx.outbox('delivery.uncertain', { deliveryId: id, ...about })
}
