import { z } from 'zod'
import { auditReply } from '../../bots/commands/mailbox/audit-reply.js'
import type { Reply } from '../../bots/commands/reply.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import {
  type AuditResult,
  findAudit,
  type KeptAudit,
  saveAudit,
} from '../../domain/correspondence/mailbox-audit-store.js'
import { getMailbox } from '../../domain/correspondence/mailbox-store.js'
import type { Occasion } from '../../domain/people/notices.js'
import type { Staff } from '../../domain/people/staff.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { AppError, toAppError } from '../../lib/errors.js'
import { auditMailbox, type FolderAudit, type MailboxAudit } from '../../mail/audit-mailbox.js'
import { idleSignal } from '../../mail/idle-signal.js'
import { defineJob, type JobContext } from '../define-job.js'
import { deliverReply } from '../deliver-reply.js'
import { keepChat } from '../keep-chat.js'
import { sendDeps } from '../send-deps.js'

/** A server that says nothing for so long is away. */
const PATIENCE_MS = 15 * 60_000
/** Between two edits of the message that shows how far it is. */
const EDIT_MS = 3_000
/** Of what is missing or extra, so many are named; `daybook mail audit --json` has all. */
const NAMED = 20

export default defineJob({
  name: 'mailbox-audit',
  summary: 'Compares a mailbox with its server, as somebody asked, and tells them what is missing or extra',
  on: ['mailbox.audit'],
  data: z.object({ auditId: z.string(), askedBy: z.string().nullable(), via: z.string() }),
  run: async (context, { auditId, askedBy, via }) => {
    const { audit, address, asker } = await readWorkspace(context.db, context.scope, async (read) => {
      const found = await findAudit(read, auditId)
      const [staff] = await findStaffByIds(read, askedBy === null ? [] : [askedBy])
      return { audit: found, address: found && (await getMailbox(read, found.mailboxId)).address, asker: staff }
    })
    if (!audit || address === null) return
    const desk = { audit, address, asker, via }
    const done = audit.state === 'asked' ? await compare(context, desk) : audit
    await tell(context, desk, auditReply(address, done))
  },
})

type Desk = { audit: KeptAudit; address: string; asker: Staff | undefined; via: string }

async function compare(context: JobContext, desk: Desk): Promise<KeptAudit> {
  const { db, scope, stopping } = context
  const { id, mailboxId } = desk.audit
  const idle = idleSignal(PATIENCE_MS)
  const shown = progress(context, desk)
  const found = await auditMailbox(
    sendDeps(context),
    scope,
    mailboxId,
    AbortSignal.any([idle.signal, ...(stopping ? [stopping] : [])]),
    {
      folders: async (done, total) => {
        idle.alive()
        await shown.show('folders', done, total)
      },
      messages: ({ folder, done, total }) => {
        idle.alive()
        void shown.show(`messages of ${folder}`, done, total)
      },
    },
  )
    .then((result) => ({ result: inNumbers(result) }))
    .catch((thrown: unknown) => {
      if (stopping?.aborted) throw new AppError('unavailable', 'An audit was broken off, and begins again.', {}, thrown)
      return { problem: toAppError(thrown).userMessage }
    })
    .finally(idle.end)
  await shown.last() // so that it does not come behind the answer
  await inWorkspace(db, scope, (tx) => saveAudit(tx, id, found))
  const done = await readWorkspace(db, scope, (read) => findAudit(read, id))
  if (!done) throw new Error(`The audit ${id} is gone`)
  return done
}

/** Shows how far it is in the message that will say what came of it. One that can't be edited now does not stop the work. */
function progress(context: JobContext, desk: Desk) {
  let lastAt = context.db.clock.now().getTime()
  let last: Promise<void> = Promise.resolve()
  const edit = (bar: Reply) =>
    tell(context, desk, bar).catch((error: unknown) => context.log.debug({ err: error }, 'progress not shown'))
  const show = (label: string, done: number, total: number): Promise<void> => {
    const now = context.db.clock.now().getTime()
    if (now - lastAt < EDIT_MS || desk.via === 'mail') return last
    lastAt = now
    const headline = `${desk.address} is being compared with its server`
    last = last.then(() => edit({ headline, progress: { label, done, total } }))
    return last
  }
  return { show, last: () => last }
}

/** Where it was asked for: by mail to who wrote, else in their direct messages. */
async function tell(context: JobContext, { audit, asker, via, address }: Desk, reply: Reply): Promise<void> {
  if (!asker?.active) return
  const occasion: Occasion = `mailbox-audit:${audit.id}`
  if (via === 'mail') await deliverReply(context, { occasion, to: asker, subject: `Audit of ${address}`, reply })
  else if (via === 'slack' && asker.slackUserId) await keepChat(context, { occasion, to: asker.slackUserId, reply })
}

function inNumbers({ folders }: MailboxAudit): AuditResult {
  const named = (kind: 'missing' | 'extra') =>
    folders.flatMap((folder) => folder[kind].map(({ uid, messageId }) => lineOf(kind, folder, uid, messageId)))
  return {
    folders: folders.map((folder) => ({ ...folder, missing: folder.missing.length, extra: folder.extra.length })),
    named: [...named('missing'), ...named('extra')].slice(0, NAMED),
  }
}

const lineOf = (kind: string, { folder }: FolderAudit, uid: number, messageId: string | null): string =>
  `${kind}: ${folder} UID ${uid} ${messageId ?? ''}`.trimEnd()
