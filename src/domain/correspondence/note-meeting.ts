import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { type Invitation, isNewer, meetingText } from './meeting.js'
import { findMeeting, lockMeeting, meetingSubjects, putMeeting, putMeetingActivities } from './meeting-store.js'
import { sharedLevel } from './visibility-sql.js'

/**
 * Logs what an invitation says as a meeting on the records of its thread: once a meeting, moved and called off in place. An
 * older word that comes later (a backfill runs backwards) changes nothing but the records it is on.
 */
export async function noteMeeting(
  tx: Tx,
  said: Invitation,
  mail: { id: string; threadId: string; sentAt: Date },
): Promise<void> {
  await lockMeeting(tx, said.uid)
  const now = { ...said, stampedAt: said.stampedAt ?? mail.sentAt }
  const known = await findMeeting(tx, said)
  const counts = known === null || isNewer(now, known)
  const meetingId = counts ? await putMeeting(tx, now, mail.id) : known.id
  const current = counts ? now : { ...now, ...known, status: known.status as Invitation['status'] }
  const isShared = (await sharedLevel(sqlInTx(tx), counts ? mail.id : known.messageId)) > 0
  await putMeetingActivities(tx, meetingId, {
    body: meetingText(current, isShared),
    at: current.startsAt,
    subjects: await meetingSubjects(tx, mail.threadId),
  })
}
