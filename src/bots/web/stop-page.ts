import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { leaveReport } from '../../domain/reports/leave-report.js'
import { sayRhythm } from '../../domain/reports/report-schedule.js'
import { listSchedules } from '../../domain/reports/report-schedule-store.js'
import { readStopLink } from '../../domain/reports/stop-link.js'
import type { SecretKey } from '../../lib/secret-box.js'
import type { Reply } from '../commands/reply.js'
import { confirmPage } from '../email/confirm-page.js'

export type StopDeps = { db: Database; key: SecretKey }
export type StopPage = { status: 200 | 404; page: string }

/** What the link in a scheduled report opens: a question. Opening does nothing, because mail scanners open links. */
export async function openStopPage({ db, key }: StopDeps, text: string): Promise<StopPage> {
  const link = readStopLink(key, text, db.clock.now())
  if (!link) return tooOld()
  const { recipientId } = link
  const [schedule] = await readWorkspace(db, scopeOf(link), (read) => listSchedules(read, { recipient: recipientId }))
  if (!schedule) return page(stopped)
  const whose = schedule.recipients.find(({ id }) => id === recipientId)?.name ?? ''
  const reply = {
    headline: `Stop these mails to ${whose}?`,
    text: `${schedule.ownerName} set this report up: ${sayRhythm(schedule)}. Others who get it go on getting it.`,
  }
  return page(reply, { href: `/stop?open=${text}`, label: 'Stop them' })
}

/** Takes the reader off; a mail program may press it by itself (RFC 8058). Said twice it is the same. */
export async function stopByLink({ db, key }: StopDeps, text: string): Promise<StopPage> {
  const link = readStopLink(key, text, db.clock.now())
  if (!link) return tooOld()
  await inWorkspace(db, scopeOf(link), (tx) => leaveReport(tx, link.recipientId))
  return page(stopped)
}

const stopped: Reply = {
  headline: 'You get no more of these mails',
  text: 'Whoever set the report up can have it sent to you again.',
}

const scopeOf = ({ workspaceId }: { workspaceId: string }) => ({ workspaceId, actorId: null, via: 'mail' as const })

const page = (reply: Reply, button?: { href: string; label: string }): StopPage => ({
  status: 200,
  page: confirmPage(reply, 'UTC', button),
})

const tooOld = (): StopPage => {
  const reply = { headline: 'This link is too old or was never valid', text: 'Write to whoever set the report up.' }
  return { status: 404, page: confirmPage(reply, 'UTC') }
}
