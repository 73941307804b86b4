import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { addressKey } from '../../lib/address-key.js'
import { invalid, refused } from '../../lib/errors.js'
import { isOwn } from '../correspondence/address-book.js'
import { loadOwnAddresses } from '../correspondence/link-store.js'
import { findStaffByIds } from '../people/staff-store.js'
import { getWorkspace } from '../people/workspace-store.js'
import { type AfterReply, answered, type Case, isClosed } from './case.js'
import { type CustomerMail, findAddress, findCustomerMail } from './case-recipient-store.js'
import { insertReply } from './case-reply-store.js'
import { getCase, lockCases, saveCase } from './case-store.js'
import { emit } from './events.js'
import type { ReplyFile } from './reply-file.js'
import { listWaiting, placeFiles } from './reply-file-store.js'
import { loadSupportDesk } from './support-settings.js'

export type NewReply = {
  caseId: string
  text: string
  /** What the case is then. */
  next?: AfterReply | undefined
  /** In place of whoever wrote last. */
  to?: string | undefined
  /** In place of whom they copied; empty: nobody. */
  cc?: readonly string[] | undefined
  /** Ids of files that were kept for it. */
  files?: readonly string[] | undefined
}

/** The mail as it would go out. */
export type PlannedReply = {
  before: Case
  recipient: string
  cc: readonly string[]
  subject: string
  /** With its signature. */
  text: string
  /** The customer's mail that it answers. */
  answers: CustomerMail | null
  files: readonly ReplyFile[]
}

/** The longest text that is a mail; longer ones are a file. */
const MOST_CHARS = 20_000

/** Throws `refused` for a closed case, `invalid` when there is nothing to say or nobody to say it to. */
export async function planReply(tx: Tx, { caseId, text, to, cc, files = [] }: NewReply): Promise<PlannedReply> {
  const read = sqlInTx(tx)
  const before = await getCase(tx, caseId)
  if (before.status === 'closed') throw refused(isClosed(before).problem)
  const words = text.trim()
  if (!words) throw invalid('There is nothing to send: write it after the case.')
  if (words.length > MOST_CHARS) throw invalid(`That is ${words.length} characters; a reply holds ${MOST_CHARS}.`)
  const answers = await findCustomerMail(read, caseId)
  const recipient = to ?? answers?.replyTo ?? (before.contactId && (await findAddress(read, before.contactId)))
  if (!recipient)
    throw invalid(
      `Nobody is known to write to on ${before.ref}. Say to:ADDRESS, or case set ${before.ref} contact:NAME`,
    )
  const own = await loadOwnAddresses(read)
  if (isOwn(own, addressKey(recipient)))
    throw invalid(`${recipient} is one of our own addresses; what is for colleagues is a note: case note ${before.ref}`)
  const copied = (cc ?? answers?.copied ?? []).filter(
    (address) => !isOwn(own, addressKey(address)) && addressKey(address) !== addressKey(recipient),
  )
  const subject = answers?.subject ?? before.subject
  const sent = await listWaiting(tx, caseId, files)
  if (sent.length < files.length) throw refused('A file of this reply is not there any more: attach it again.')
  return {
    before,
    recipient,
    cc: [...new Map(copied.map((address) => [addressKey(address), address])).values()],
    subject: /^(?:re|aw|sv|antw|rif|odp)\s*:/i.test(subject) ? subject : `Re: ${subject}`,
    text: `${words}\n\n${await signature(tx)}\n`,
    answers,
    files: sent,
  }
}

async function signature(tx: Tx): Promise<string> {
  const read = sqlInTx(tx)
  const [writer] = tx.scope.actorId ? await findStaffByIds(read, [tx.scope.actorId]) : []
  return [writer?.name, (await getWorkspace(read)).name].filter(Boolean).join('\n')
}

/** Writes to the customer, in the same commit that says so on the case; the mail itself goes out after it, once. */
export async function replyToCase(tx: Tx, input: NewReply): Promise<PlannedReply & { after: Case; replyId: string }> {
  await lockCases(tx)
  const planned = await planReply(tx, input)
  const { before, recipient, cc, subject, text, answers, files } = planned
  const { working: hours } = await loadSupportDesk(sqlInTx(tx))
  const byId = tx.scope.actorId
  const change = answered(before, { byId, next: input.next }, { hours, now: tx.now })
  if (!change.ok) throw refused(change.problem)
  // Whoever answers what is nobody's has taken it.
  const taken = before.ownerId === null && byId ? { ownerId: byId, assignedAt: tx.now } : {}
  const after = await saveCase(tx, before, { ...change.value, ...taken })
  const reply = { id: tx.newId(), caseId: before.id, recipient, cc, subject, text, at: tx.now }
  await insertReply(tx, { ...reply, answersId: answers?.id ?? null, byId })
  await placeFiles(tx, files, reply.id)
  await emit(tx, { kind: 'case.reply', data: { replyId: reply.id } })
  return { ...planned, after, replyId: reply.id }
}
