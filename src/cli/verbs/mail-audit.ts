import { auditMailbox, type FolderAudit, type MailboxAudit } from '../../mail/audit-mailbox.js'
import { withStore } from '../company.js'
import { defineVerb, type Terminal } from '../define-verb.js'
import { chosenMailboxes } from '../mailboxes.js'
import { progressLine } from '../progress-line.js'
import { stopSignal } from '../stop-signal.js'

/** Of what is missing or extra, so many are named in words; `--json` has all. */
const NAMED = 20

export default defineVerb({
  name: 'mail audit',
  takes: '[EMAIL …]',
  summary: 'Compare what is stored with what the mail server has: missing, extra, set aside and why',
  run: (input) =>
    withStore(input, async (store) => {
      const stopping = new AbortController()
      void stopSignal().then(() => stopping.abort())
      const { scope, mailboxes } = await chosenMailboxes(store, input, input.words)
      const deps = { db: store.db, key: store.secretKey, insecure: false }
      const audits: MailboxAudit[] = []
      for (const { id, address } of mailboxes.filter(({ kind }) => kind !== 'drop')) {
        const messages = progressLine(input.terminal, address)
        audits.push(await auditMailbox(deps, scope, id, stopping.signal, { messages }))
      }
      const total = (count: (audit: MailboxAudit) => number) => audits.reduce((sum, audit) => sum + count(audit), 0)
      const missing = total((audit) => audit.missing)
      const extra = total((audit) => audit.extra)
      const complete = missing === 0 && extra === 0
      if (input.terminal.json)
        input.terminal.out(JSON.stringify({ ok: true, complete, missing, extra, mailboxes: audits }))
      else for (const audit of audits) report(input.terminal, audit)
      return complete ? 0 : 1
    }),
})

function report(terminal: Terminal, { mailbox, folders, missing, extra }: MailboxAudit): void {
  terminal.out(`${mailbox}: ${missing} missing, ${extra} extra`)
  for (const folder of folders) terminal.out(`  ${folder.folder}: ${lineOf(folder)}`)
  const named = (kind: 'missing' | 'extra') =>
    folders.flatMap((folder) =>
      folder[kind].map(({ uid, messageId }) => `  ${kind}: ${folder.folder} UID ${uid} ${messageId ?? ''}`.trimEnd()),
    )
  for (const line of [...named('missing'), ...named('extra')].slice(0, NAMED)) terminal.out(line)
}

function lineOf({ server, stored, missing, extra, skipped, older, problem }: FolderAudit): string {
  if (problem !== null) return problem
  const reasons = Object.entries(skipped).map(([reason, count]) => `${count} set aside (${reason})`)
  const before = older > 0 ? [`${older} from before it is followed`] : []
  return [
    `${server} on the server`,
    `${stored} stored`,
    ...reasons,
    ...before,
    `${missing.length} missing, ${extra.length} extra`,
  ].join(', ')
}
