import type { Tx } from '../../db/in-workspace.js'
import { AppError } from '../../lib/errors.js'
import { refuseFlood, refuseUnwanted } from './loop-guard.js'

/** One mail to one person for one occasion. */
export type MailOccasion = {
  occasion: string
  recipient: string
  /** Nobody confirmed this very mail: too many to one address have to wait. */
  automatic?: boolean
  /** Ids of what it is about; `ownerId`: whose it is. */
  about?: About
}

/** The outbox row that sends the mail, for when somebody says that it is to go again. */
export type SendErrand = { kind: string; data: Readonly<Record<string, unknown>> }

/** `tries`: how often it was given to a server, this time included. */
export type MailDelivery = { id: string; messageKey: string; createdAt: Date; version: number; tries: number }

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
  tries?: number
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
  { occasion, recipient, automatic = false, about = {} }: MailOccasion,
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
      detail: { holder, ownerId: ownerOf(about), tries: 1 },
    },
    skipDuplicates: true,
  })
  const row = await tx.prisma.delivery.findFirstOrThrow({ where: { workspaceId, occasion, recipient } })
  const detail = (row.detail ?? {}) as Detail
  const delivery = {
    id: row.id,
    messageKey: row.messageKey ?? `${row.id}@${domain}`,
    createdAt: row.createdAt,
    version: row.version,
    tries: detail.tries ?? 1,
  }
  if (made.count === 1) {
    if (automatic) {
      await refuseUnwanted(tx, recipient)
      await refuseFlood(tx, recipient)
    }
    return { to: 'send', delivery }
  }
  if (row.state === 'sent') return { to: 'rest', state: 'sent' }
  const since = row.updatedAt
  if (row.state === 'uncertain') return { to: 'look', delivery, since, word: 'asked' }
  if (row.state === 'failed') {
    if (!detail.retry) return { to: 'rest', state: 'failed' }
    if (detail.look) return { to: 'look', delivery, since, word: 'again' }
    if (await putState(tx, delivery, { from: ['failed'], state: 'sending', detail: { holder } }))
      return { to: 'send', delivery }
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
export async function claimAgain(tx: Tx, delivery: MailDelivery, holder: string): Promise<void> {
  const { id, tries } = delivery
  const from = ['sending', 'uncertain', 'failed']
  if (!(await putState(tx, delivery, { from, state: 'sending', detail: { holder, tries: tries + 1 } })))
    throw new AppError('limited', 'This mail is being sent just now.', { deliveryId: id })
}

/** Whether the mail is known to have gone out: a mailbox of ours holds it, or somebody answered it. Filing notes either. */
export async function wasSeen(tx: Tx, messageKey: string): Promise<boolean> {
  const where = { workspaceId_messageKey: { workspaceId: tx.scope.workspaceId, messageKey } }
  return (await tx.prisma.threadNode.findUnique({ where, select: { id: true } })) !== null
}

export const saveSent = (tx: Tx, id: string, said: string): Promise<boolean> =>
  putState(tx, { id }, { from: ['sending', 'uncertain', 'failed'], state: 'sent', detail: { said } })

/** `retry`: the server asked to come again; else a person must act, and its owner hears of it (`delivery.failed`). */
export async function saveFailed(tx: Tx, id: string, said: string, retry: boolean, about: About = {}): Promise<void> {
  const isNew = await putState(tx, { id }, { from: ['sending'], state: 'failed', detail: { said, retry } })
  if (isNew && !retry) await tx.outbox('delivery.failed', { deliveryId: id, said, ...about })
}

/** To a colleague, begun often enough: each time it may have come, and it may not. Its owner hears of it (`delivery.failed`). */
export async function saveHopeless(tx: Tx, id: string, said: string, about: About): Promise<void> {
  const from = ['sending', 'uncertain', 'failed']
  if (await putState(tx, { id }, { from, state: 'failed', detail: { said, retry: false } }))
    await tx.outbox('delivery.failed', { deliveryId: id, said, mayHaveCome: true, ...about })
}

/** Ids of what a mail is about, for the person who is asked. */
type About = Readonly<Record<string, unknown>>

const ownerOf = ({ ownerId }: About): string | null => (typeof ownerId === 'string' ? ownerId : null)

type Move = { from: readonly string[]; state: 'sending' | 'sent' | 'uncertain' | 'failed'; detail: Detail }

/** Moves a mail on; false when it is in none of `from`, or not of that version. Whose it is and how often it was begun it keeps for good. */
async function putState(
  tx: Tx,
  { id, version = null }: { id: string; version?: number | null },
  { from, state, detail }: Move,
): Promise<boolean> {
  const count = await tx.prisma.$executeRaw`
    update delivery set state = ${state}, sent_at = case when ${state} = 'sent' then ${tx.now} else sent_at end,
           detail = jsonb_strip_nulls(jsonb_build_object('ownerId', detail->'ownerId', 'tries', detail->'tries'))
                    || ${JSON.stringify(detail)}::jsonb
     where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${id}::uuid and state = any(${[...from]}::text[])
       and (${version}::int is null or version = ${version}::int)`
  return count === 1
}

/** It may have gone out and may not; the next try looks. When it turns up in a synced mailbox before that, filing makes it `sent`. */
export const saveUnknown = (tx: Tx, id: string, said: string): Promise<boolean> =>
  putState(tx, { id }, { from: ['sending'], state: 'uncertain', detail: { said } })

/**
 * It may have gone out and may not: it is not sent again by itself, and its owner is asked (`delivery.uncertain`), once.
 * When it turns up in a synced mailbox later, filing makes it `sent`; the question waits a moment for that.
 */
export async function saveUncertain(
  tx: Tx,
  id: string,
  { said, about, errand }: { said: string; about: About; errand?: SendErrand | undefined },
): Promise<void> {
  const detail: Detail = { said, ownerId: ownerOf(about), ...(errand && { errand }) }
  if (await putState(tx, { id }, { from: ['sending'], state: 'uncertain', detail }))
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
  const moved = await putState(
    tx,
    mail,
    word === 'sent'
      ? { from: ['uncertain'], state: 'sent', detail: { said: 'its owner says so' } }
      : {
          from: ['uncertain'],
          state: 'failed',
          detail: { said: 'its owner wants it sent again', retry: true, look: true },
        },
  )
  if (moved && word === 'again' && mail.errand) await tx.outbox(mail.errand.kind, { ...mail.errand.data })
  return moved
}
