import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { insertLinks } from '../correspondence/link-store.js'
import type { StoredMail } from '../correspondence/message-store.js'
import { type Case, customerWrote, mergeInto } from './case.js'
import { casesOfThread, findPart, findSender, notePart, supportMailboxOf } from './case-mail-store.js'
import { getCase, lockCases, saveCase } from './case-store.js'
import { emit } from './events.js'
import { openCase } from './open-case.js'
import { loadSupportDesk } from './support-settings.js'

/** What a mail came to; null when it is none of support's. */
export type TakenMail = { effect: 'opened' | 'add' | 'reopen' | 'follow'; case: Case } | null

/**
 * A person outside wrote: to the support mailbox, in a thread of a case, or to the reply address of a mail that a case
 * answered (`answeredCaseId`). Opens a case, or adds to the one that there is, once a message, in any order of arrival.
 */
export async function takeCustomerMail(tx: Tx, mail: StoredMail, answeredCaseId: string | null): Promise<TakenMail> {
  await lockCases(tx)
  const read = sqlInTx(tx)
  const part = await findPart(tx, mail.id)
  if (!part || part.done) return null
  const known = await casesOfThread(read, mail.id)
  const caseId = known[0] ?? answeredCaseId
  if (!caseId) return open(tx, mail, part.threadId, null)
  const one = await getCase(tx, caseId)
  if (!known.includes(caseId))
    await link(tx, mail, part.threadId, one, 'it is written to the reply address of its reply')
  await joinUntouched(tx, one, known.slice(1))
  const desk = await loadSupportDesk(read)
  const moment = { hours: desk.working, now: tx.now }
  const { effect, change } = customerWrote(one, { at: wroteAt(tx, mail), reopenDays: desk.reopenDays }, moment)
  if (effect === 'follow') return open(tx, mail, part.threadId, one)
  const saved = await saveCase(tx, one, { ...change, ...(await newlyKnown(tx, one, mail)) })
  await notePart(tx, mail.id, one.id, 'customer')
  if (one.closedAs !== 'spam') await emit(tx, { kind: 'case.answered', data: { caseId: one.id, messageId: mail.id } })
  return { effect, case: saved }
}

async function open(tx: Tx, mail: StoredMail, threadId: string, follows: Case | null): Promise<TakenMail> {
  const read = sqlInTx(tx)
  const mailbox = await supportMailboxOf(read, mail.id)
  if (!mailbox && !follows) return null
  const sender = await findSender(read, mail.fromAddress)
  const one = await openCase(tx, {
    subject: mail.subject,
    source: 'mail',
    mailboxId: mailbox?.id ?? follows?.mailboxId ?? null,
    lastCustomerAt: wroteAt(tx, mail),
    ...sender,
    ...(follows && { followsId: follows.id, priority: follows.priority, teamId: follows.teamId }),
  })
  const why = follows ? `it goes on from ${follows.ref}` : `it came to ${mailbox?.address}`
  await link(tx, mail, threadId, one, why)
  await notePart(tx, mail.id, one.id, 'opened')
  return { effect: follows ? 'follow' : 'opened', case: one }
}

/** When it came in, by our own clock: a mail server's may be ahead. */
const wroteAt = ({ now }: Tx, { receivedAt }: StoredMail): Date => (receivedAt < now ? receivedAt : now)

const link = async (tx: Tx, mail: StoredMail, threadId: string, one: Case, evidence: string): Promise<void> => {
  await insertLinks(sqlInTx(tx), [{ threadId, messageId: mail.id, kind: 'case', recordId: one.id, evidence }])
}

/** Whoever was a stranger when it was opened may be known by now. */
async function newlyKnown(tx: Tx, one: Case, mail: StoredMail): Promise<{ contactId?: string; companyId?: string }> {
  if (one.contactId !== null && one.companyId !== null) return {}
  const { contactId, companyId } = await findSender(sqlInTx(tx), mail.fromAddress)
  return {
    ...(one.contactId === null && contactId && (!one.companyId || one.companyId === companyId) ? { contactId } : {}),
    ...(one.companyId === null && companyId && one.contactId === null ? { companyId } : {}),
  }
}

/** When a missing link joins two threads that each opened a case, the one that nobody touched goes on in the other. */
async function joinUntouched(tx: Tx, into: Case, others: readonly string[]): Promise<void> {
  const { working: hours } = await loadSupportDesk(sqlInTx(tx))
  for (const id of others) {
    const other = await getCase(tx, id)
    const touched = await tx.prisma.activity.count({ where: { workspaceId: tx.scope.workspaceId, caseId: id } })
    if (other.status !== 'new' || other.source !== 'mail' || touched > 0) continue
    const merged = mergeInto(other, into, { hours, now: tx.now })
    if (merged.ok) await saveCase(tx, other, merged.value)
  }
}
