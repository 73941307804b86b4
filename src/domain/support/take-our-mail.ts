import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { insertLinks } from '../correspondence/link-store.js'
import type { StoredMail } from '../correspondence/message-store.js'
import { findStaffByEmail } from '../people/staff-store.js'
import { answered } from './case.js'
import { casesOfThread, findPart, notePart } from './case-mail-store.js'
import { findReplyByMail } from './case-reply-store.js'
import { getCase, lockCases, saveCase } from './case-store.js'
import { loadSupportDesk } from './support-settings.js'

/**
 * One of us wrote. A reply that was confirmed here is only put on its case; one that somebody sent from a mail program is an
 * answer to the customer all the same.
 */
export async function takeOurMail(tx: Tx, mail: StoredMail): Promise<void> {
  await lockCases(tx)
  const read = sqlInTx(tx)
  const part = await findPart(tx, mail.id)
  if (!part || part.done) return
  const [known] = await casesOfThread(read, mail.id)
  const reply = await findReplyByMail(read, mail.messageKey)
  const caseId = reply?.caseId ?? known
  if (!caseId) return
  if (!known) {
    const row = { threadId: part.threadId, messageId: mail.id, kind: 'case' as const, recordId: caseId }
    await insertLinks(read, [{ ...row, evidence: 'it is the mail of its reply' }])
  }
  await notePart(tx, mail.id, caseId, 'ours')
  if (reply) return
  const one = await getCase(tx, caseId)
  const { working: hours } = await loadSupportDesk(read)
  const byId = (await findStaffByEmail(read, mail.fromAddress))?.id ?? null
  const change = answered(one, { byId }, { hours, now: tx.now })
  if (change.ok) await saveCase(tx, one, change.value)
}
