import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { deleteRecipient, listSchedules, stopSchedule } from './report-schedule-store.js'

/** Takes one reader off a scheduled report; with the last one it is stopped. Said twice it is the same. */
export async function leaveReport(tx: Tx, recipientId: string): Promise<void> {
  const [schedule] = await listSchedules(sqlInTx(tx), { recipient: recipientId })
  if (!schedule || !(await deleteRecipient(tx, recipientId))) return
  if (schedule.recipients.every(({ id }) => id === recipientId)) await stopSchedule(tx, schedule.id, null)
}
