import type { Tx } from '../../db/in-workspace.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { AppError } from '../../lib/errors.js'
import { refuseFlood, refuseUnwanted } from './loop-guard.js'

/** One mail to one person for one occasion. */
export type MailOccasion = {
  occasion: string
  recipient: string
  /** Nobody confirmed this very mail: too many to one address have to wait. */
  automatic?: boolean
}

/** The outbox row that sends the mail, for when somebody says that it is to go again. */
export type SendErrand = { kind: string; data: Readonly<Record<string, unknown>> }

export type MailDelivery = { id: string; messageKey: string; createdAt: Date; version: number }

export type Claim =
  /** Ours to send. */
  | { to: 'send'; delivery: MailDelivery }
  /**
   * It may have been sent: somebody began (`since`) and is gone; its owner was `asked`, and has said nothing yet or that it is to go
   * `again`.
   */
  | { to: 'look'; delivery: MailDelivery; since: Date; word: 'none' | 'asked' | 'again' }
  /** Nothing is left to do. */
  | { to: 'rest'; state: 'sent' | 'failed' }

/** After this time a send that was begun is over, one way or the other, ms. */
const SENDING_MS = 10 * 60_000

type Detail = {
  holder?: string
  retry?: boolean
  look?: boolean
  said?: string
  ownerId?: string | null
  errand?: SendErrand
}

/**
 * Takes the occasion, in the transaction before anything is sent. The Message-ID is made here from the row's id, so that
 * whatever happens the mail can be found by it. Throws `limited` while another worker is sending.
 */
export async function claimMail(
  tx: Tx,
  { occasion, recipient, automatic = false }: MailOccasion,
  { domain, holder, isDead }: { domain: string; holder: string; isDead: (holder: string) => boolean },
): Promise<Claim> {
  const { workspaceId } = tx.scope
  const id = tx.newId()
  const made = await tx.prisma.delivery.createMany({
    data: {
      workspaceId,
      id,
      occasion,
      recipient,
      automatic,
      channel: 'mail',
      messageKey: `${id}@${domain}`,
      detail: { holder },
    },
    skipDuplicates: true,
  })
  const row = await tx.prisma.delivery.findFirstOrThrow({ where: { workspaceId, occasion, recipient } })
  const delivery = {
    id: row.id,
    messageKey: row.messageKey ?? `${row.id}@${domain}`,
    createdAt: row.createdAt,
    version: row.version,
  }
  if (made.count === 1) {
    if (automatic) {
      await refuseUnwanted(tx, recipient)
      await refuseFlood(tx, recipient)
    }
    return { to: 'send', delivery }
  }
  const detail = (row.detail ?? {}) as Detail
  if (row.state === 'sent') return { to: 'rest', state: 'sent' }
  const since = row.updatedAt
  if (row.state === 'uncertain') return { to: 'look', delivery, since, word: 'asked' }
  if (row.state === 'failed') {
    if (!detail.retry) return { to: 'rest', state: 'failed' }
    if (detail.look) return { to: 'look', delivery, since, word: 'again' }
    const { count } = await tx.prisma.delivery.updateMany({
      where: { workspaceId, id: row.id, version: row.version },
      data: { state: 'sending', detail: { holder } },
    })
    if (count === 1) return { to: 'send', delivery }
  } else if (isDead(detail.holder ?? '') || tx.now.getTime() - since.getTime() > SENDING_MS)
    return { to: 'look', delivery, since, word: 'none' }
  throw new AppError('limited', 'This mail is being sent just now.', { deliveryId: row.id })
}

/** Whether it was sent, or may have been: then it is looked for as it was, whatever it would say by now. */
export async function wasBegun(tx: Tx, { occasion, recipient }: MailOccasion): Promise<boolean> {
  const where = { workspaceId: tx.scope.workspaceId, occasion, recipient, state: { not: 'failed' } }
  return (await tx.prisma.delivery.count({ where })) > 0
}

/** Whether sending it was begun at all, to anybody, however it ended. */
export const wasClaimed = async (tx: Tx, occasion: string): Promise<boolean> =>
  (await tx.prisma.delivery.count({ where: { workspaceId: tx.scope.workspaceId, occasion } })) > 0

/** Of a mail that nobody found: it goes again, to a colleague or as its owner says. Throws `limited` when another worker takes it just now. */
export async function claimAgain(tx: Tx, { id, version }: MailDelivery, holder: string): Promise<void> {
  const { count } = await tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, version, state: { in: ['sending', 'uncertain', 'failed'] } },
    data: { state: 'sending', detail: { holder } },
  })
  if (count === 0) throw new AppError('limited', 'This mail is being sent just now.', { deliveryId: id })
}

/** Whether the mail is known to have gone out: a mailbox of ours holds it, or somebody answered it. Filing notes either. */
export async function wasSeen(tx: Tx, messageKey: string): Promise<boolean> {
  const where = { workspaceId_messageKey: { workspaceId: tx.scope.workspaceId, messageKey } }
  return (await tx.prisma.threadNode.findUnique({ where, select: { id: true } })) !== null
}

export const saveSent = (tx: Tx, id: string, said: string) =>
  tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: { not: 'sent' } },
    data: { state: 'sent', sentAt: tx.now, detail: { said } },
  })

/** `retry`: the server asked to come again; else a person must act, and its owner hears of it (`delivery.failed`). */
export async function saveFailed(tx: Tx, id: string, said: string, retry: boolean, about: About = {}): Promise<void> {
  const { count } = await tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: 'sending' },
    data: { state: 'failed', detail: { said, retry } },
  })
  if (count === 1 && !retry) await tx.outbox('delivery.failed', { deliveryId: id, said, ...about })
}

/** Ids of what a mail is about, for the person who is asked. */
type About = Readonly<Record<string, unknown>>

/** It may have gone out and may not; the next try looks. When it turns up in a synced mailbox before that, filing makes it `sent`. */
export const saveUnknown = (tx: Tx, id: string, said: string) =>
  tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: 'sending' },
    data: { state: 'uncertain', detail: { said } },
  })

/**
 * It may have gone out and may not: it is not sent again by itself, and its owner is asked (`delivery.uncertain`), once.
 * When it turns up in a synced mailbox later, filing makes it `sent`; the question waits a moment for that.
 */
export async function saveUncertain(
  tx: Tx,
  id: string,
  { said, about, errand }: { said: string; about: About; errand?: SendErrand | undefined },
): Promise<void> {
  const ownerId = typeof about['ownerId'] === 'string' ? about['ownerId'] : null
  const detail: Detail = { said, ownerId, ...(errand && { errand }) }
  const { count } = await tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id, state: 'sending' },
    data: { state: 'uncertain', detail: detail as Prisma.InputJsonObject },
  })
  if (count === 1)
    await tx.outbox('delivery.uncertain', { deliveryId: id, ...about }, new Date(tx.now.getTime() + QUESTION_AFTER_MS))
}

/** A sync that follows the Sent folder finds a mail there within this time. */
const QUESTION_AFTER_MS = 20_000

export type UncertainMail = {
  id: string
  occasion: string
  recipient: string
  state: string
  version: number
  ownerId: string | null
  errand: SendErrand | null
}

/** A mail that somebody is asked about. Null when there is none. */
export async function findDelivery(tx: Tx, id: string): Promise<UncertainMail | null> {
  const row = await tx.prisma.delivery.findFirst({ where: { workspaceId: tx.scope.workspaceId, id, channel: 'mail' } })
  if (!row) return null
  const { ownerId = null, errand = null } = (row.detail ?? {}) as Detail
  return {
    id: row.id,
    occasion: row.occasion,
    recipient: row.recipient,
    state: row.state,
    version: row.version,
    ownerId,
    errand,
  }
}

/** The owner's word on a mail that nobody was sure about. False when it was settled meanwhile. */
export async function settleUncertain(tx: Tx, mail: UncertainMail, word: 'sent' | 'again'): Promise<boolean> {
  const data =
    word === 'sent'
      ? { state: 'sent', sentAt: tx.now, detail: { said: 'its owner says so' } }
      : { state: 'failed', detail: { said: 'its owner wants it sent again', retry: true, look: true } }
  const { count } = await tx.prisma.delivery.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id: mail.id, state: 'uncertain', version: mail.version },
    data,
  })
  if (count === 1 && word === 'again' && mail.errand) await tx.outbox(mail.errand.kind, { ...mail.errand.data })
  return count === 1
}
