import { inWorkspace } from '../../../db/in-workspace.js'
import { askAudit, type KeptAudit, listLastAudits } from '../../../domain/correspondence/mailbox-audit-store.js'
import { counted } from '../../../lib/counted.js'
import { nameKey } from '../../../lib/name-key.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import type { Reply } from '../reply.js'
import { timeFor } from '../stale.js'
import { auditReply } from './audit-reply.js'
import { loadMailboxes } from './load-mailboxes.js'
import type { MailboxLine } from './mailbox-table.js'

/** So new an answer is given again; asking the server twice in a minute tells nothing. */
const FRESH_MS = 2 * 60_000
/** A worker that took longer is gone, or nobody runs one. */
const LOST_MS = 30 * 60_000

export default defineCommand({
  name: 'mailbox audit',
  summary: 'Compare what is stored with what the mail server has, folder by folder: missing, extra, set aside and why',
  example: 'mailbox audit sales@example.com',
  params: {
    mailbox: optional('text', 'Mailbox', { target: true, hint: 'An address or its beginning; without one: all' }),
  },
  needs: 'mailbox.read',
  risk: 'read',
  run: async (context, { mailbox: words }) => {
    const { mailboxes, audits } = await load(context, words)
    if (mailboxes.length === 0)
      return {
        headline: words === undefined ? 'No mailbox is followed yet' : `No mailbox begins with ${words}`,
        data: { mailboxes: [] },
      }
    const isOld = (audit: KeptAudit | undefined, after: number) =>
      !audit || context.now.getTime() - (audit.finishedAt ?? audit.createdAt).getTime() > after
    const wanted = mailboxes.filter(({ id }) => {
      const last = audits.get(id)
      return isOld(last, last?.state === 'asked' ? LOST_MS : FRESH_MS)
    })
    // A worker speaks IMAP, not the one who answers: a mailbox of years takes a minute.
    await inWorkspace(context.db, context.scope, async (tx) => {
      for (const { id } of wanted) await askAudit(tx, id)
    })
    return replyOf(context, mailboxes, audits, new Set(wanted.map(({ id }) => id)))
  },
})

async function load(context: CommandContext, words: string | undefined) {
  return context.read(async (read) => {
    const all = (await loadMailboxes(read, context.asker)).filter(({ kind }) => kind !== 'drop')
    const mailboxes = all.filter(({ address }) => words === undefined || nameKey(address).startsWith(nameKey(words)))
    const last = await listLastAudits(
      read,
      mailboxes.map(({ id }) => id),
    )
    return { mailboxes, audits: new Map(last.map((audit) => [audit.mailboxId, audit])) }
  })
}

function replyOf(
  context: CommandContext,
  mailboxes: readonly MailboxLine[],
  audits: ReadonlyMap<string, KeptAudit>,
  asked: ReadonlySet<string>,
): Reply {
  const told = mailboxes.flatMap(({ id, address }) => {
    const audit = audits.get(id)
    return audit?.finishedAt ? [{ reply: auditReply(address, audit), at: audit.finishedAt, isOld: asked.has(id) }] : []
  })
  const [only] = told
  const running = mailboxes.filter(({ id }) => asked.has(id) || audits.get(id)?.state === 'asked')
  const coming =
    context.scope.via === 'terminal'
      ? 'Give the command again in a moment to see what came of it.'
      : 'I write to you what comes of it.'
  if (running.length === 0 && only && told.length === 1)
    return { ...only.reply, notes: [...(only.reply.notes ?? []), `As it was ${timeFor(only.at, context)}`] }
  return {
    headline:
      running.length > 0
        ? `${running.map(({ address }) => address).join(', ')}: ${running.length === 1 ? 'its server is' : 'their servers are'} being asked`
        : `${counted(told.length, 'mailbox', 'mailboxes')} compared with their servers`,
    ...(running.length > 0 && { text: coming }),
    sections: told.map(({ reply, at, isOld }) => ({
      title: `${reply.headline} (${isOld ? 'before: ' : ''}${timeFor(at, context)})`,
      ...(reply.table && { table: reply.table }),
      lines: [...(reply.text ? [reply.text] : []), ...(reply.notes ?? [])],
    })),
    data: { asked: running.map(({ address }) => address), mailboxes: told.map(({ reply }) => reply.data) },
  }
}
