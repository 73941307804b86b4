import type { DNSResolver } from 'mailauth'
import type { Database } from '../db/database.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { isOwn } from '../domain/correspondence/address-book.js'
import { loadOwnAddresses } from '../domain/correspondence/link-store.js'
import { mayAnswer } from '../domain/correspondence/loop-guard.js'
import { commandLine, type MailCommand, subjectLine } from '../domain/correspondence/mail-command.js'
import type { ParsedMessage } from '../domain/correspondence/parsed-message.js'
import { findStaffByEmail } from '../domain/people/staff-store.js'
import { addressKey } from '../lib/address-key.js'
import { toAppError } from '../lib/errors.js'
import { no } from '../lib/result.js'
import { clip } from '../lib/text.js'
import { verifySender } from './verify-sender.js'

export type CommandDeps = {
  db: Database
  /** The address that staff write commands to. */
  assistant: string
  resolver?: DNSResolver
}

/** A mail that was written longer ago is not acted on: whoever kept it back may not be who wrote it. */
const FRESH_MS = 2 * 86_400_000

/** What a signature must cover, since it decides what is done: that it is to us, and what it says where the text says nothing. */
const COVERED = ['to', 'subject', 'date']

/** The problem of a mail whose sender nobody can judge just now. Who can ask for it again does; a sync must not stand still for it. */
export const UNSURE = 'the name service was away, so that its sender could not be proved'

const LONGEST_LINE = 4_000

/**
 * What a mail asks of the assistant; null when it asks nothing: it isn't written to it (To, by name), or not by a person who is
 * one of the staff. Believed only where the sender's domain signed it, or the server of one of `authservIds` vouches. The
 * way it came (SPF) is no proof here: a server that passes on mail for the whole company would vouch for everybody's.
 */
export async function readCommand(
  { db, assistant, resolver }: CommandDeps,
  scope: Scope,
  { message, bytes, receivedAt }: { message: ParsedMessage; bytes: Buffer; receivedAt: Date },
  authservIds: readonly string[],
): Promise<MailCommand | null> {
  const { participants } = message
  const ours = addressKey(assistant)
  const to = participants.find(({ role, address }) => role === 'to' && addressKey(address) === ours)
  const [from, ...more] = participants.filter(({ role }) => role === 'from')
  if (!to || !from || more.length > 0 || addressKey(from.address) === ours || !mayAnswer(message)) return null
  const { staff, own } = await readWorkspace(db, scope, async (read) => ({
    staff: await findStaffByEmail(read, from.address),
    own: await loadOwnAddresses(read),
  }))
  if (!staff?.active) return null
  const outsiders = participants.some(
    ({ role, address }) =>
      (role === 'to' || role === 'cc') && addressKey(address) !== ours && !isOwn(own, addressKey(address)),
  )
  const proof = { authservIds, covered: COVERED, ...(resolver && { resolver }) }
  const vouched = await verifySender(bytes, from.address, proof).catch((thrown: unknown) => {
    if (toAppError(thrown).code === 'unavailable') return no(UNSURE)
    throw thrown
  })
  const old = receivedAt.getTime() - message.sentAt.getTime() > FRESH_MS
  const { messageKey, references, inReplyTo, subject } = message
  return {
    staffId: staff.id,
    messageKey,
    subject,
    references: [...new Set([...references, ...inReplyTo])],
    assistant: to.address,
    line: clip(commandLine(message.reply) || subjectLine(subject), LONGEST_LINE),
    problem: vouched.ok ? (old ? 'it was written more than two days ago' : null) : vouched.problem,
    outsiders,
  }
}
