import type { Action, Reply } from '../../bots/commands/reply.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { HIDDEN } from '../../domain/correspondence/hidden.js'
import { listTaken, type NoticeRow, takeNotices } from '../../domain/correspondence/notice-store.js'
import { findThreadsByIds, type ThreadName } from '../../domain/correspondence/thread-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

export default defineJob({
  name: 'mail-notice',
  summary: 'Tells an owner of the new threads of the last moments, in one message',
  on: ['mail.notice'],
  run: async (context, data) => {
    const { db, scope, outboxId } = context
    const staffId = String(data['staffId'])
    await inWorkspace(db, scope, (tx) => takeNotices(tx, staffId, outboxId))
    const { owner, rows, threads } = await readWorkspace(db, scope, async (read) => {
      const rows = await listTaken(read, outboxId)
      const [owner] = await findStaffByIds(read, [staffId])
      const ids = rows.map(({ threadId }) => threadId)
      return { owner, rows, threads: await findThreadsByIds(read, ids, { id: staffId }) }
    })
    // Of a thread that is private meanwhile the owner of the record hears nothing.
    const known = rows.filter((row) => threads.some(({ id }) => id === row.threadId))
    if (known.length === 0 || !owner?.slackUserId || !owner.active) return
    const reply = notice(known, threads)
    await deliverChat(context, { occasion: `mail-notice:${outboxId}`, to: owner.slackUserId, reply })
  },
})

const SHOWN = 10

function notice(rows: readonly NoticeRow[], threads: readonly ThreadName[]): Reply {
  const subjectOf = (row: NoticeRow) => threads.find(({ id }) => id === row.threadId)?.subject ?? HIDDEN
  const [first] = rows
  const line = (row: NoticeRow) => `${row.fromName}${row.company ? `, ${row.company}` : ''}: ${subjectOf(row)}`
  const companies = new Map(
    rows.flatMap(({ companyId, company }) => (companyId && company ? [[companyId, company]] : [])),
  )
  const [only] = companies.size === 1 ? companies : []
  return {
    headline: rows.length === 1 && first ? `New mail from ${line(first)}` : `New mail in ${rows.length} threads`,
    ...(rows.length > 1 && { sections: [{ title: 'New threads', lines: rows.slice(0, SHOWN).map(line) }] }),
    actions: [
      ...rows.slice(0, 3).flatMap((row) => [open(row, rows.length > 1 ? `Open: ${subjectOf(row)}` : 'Open')]),
      only ? mute(`Mute ${only[1]}`, { company: only[0] }) : mute('Mute all mail', {}),
      ...(first ? [why(first)] : []),
    ],
    ...(rows.length > SHOWN && { notes: [`And ${rows.length - SHOWN} more.`] }),
  }
}

const open = ({ threadId }: NoticeRow, label: string): Action => ({
  label,
  do: { command: 'thread show', args: { thread: record('thread', threadId) } },
})

const mute = (label: string, { company }: { company?: string }): Action => ({
  label,
  do: { command: 'notice mute', args: company ? { company: record('company', company) } : {} },
})

const why = ({ threadId }: NoticeRow): Action => ({
  label: 'Why am I seeing this?',
  do: { command: 'notice why', args: { thread: record('thread', threadId) } },
})

/** A record that is known by its id: the click looks it up as whoever clicks. */
const record = (kind: 'thread' | 'company', id: string) => ({ kind, id, ref: id, title: '', version: 0 })
