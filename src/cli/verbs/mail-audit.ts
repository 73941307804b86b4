import type { Mailbox } from '../../domain/correspondence/mailbox.js'
import { refused } from '../../lib/errors.js'
import { addUp, auditMailbox, type FolderAudit, type MailboxAudit } from '../../mail/audit-mailbox.js'
import { withStore } from '../company.js'
import { defineVerb, type Terminal } from '../define-verb.js'
import { eachMailbox } from '../each-mailbox.js'
import { chosenMailboxes } from '../mailboxes.js'
import { progressLine } from '../progress-line.js'
import { untilStopped } from '../stop-signal.js'

/** Of what is missing or extra, so many are named in words; `--json` has all. */
const NAMED = 20

export default defineVerb({
  name: 'mail audit',
  takes: '[EMAIL …]',
  summary: 'Compare what is stored with what the mail server has: missing, extra, set aside and why',
  run: (input) =>
    withStore(input, async (store) => {
      const { terminal } = input
      const { scope, mailboxes } = await chosenMailboxes(store, input, input.words)
      const deps = { db: store.db, key: store.secretKey, insecure: false }
      return untilStopped(STOPPED, async (signal) => {
        const audit = ({ id, address }: Mailbox) =>
          auditMailbox(deps, scope, id, signal, { messages: progressLine(terminal, address) })
        const onServers = mailboxes.filter(({ kind }) => kind !== 'drop')
        const outcomes = await eachMailbox(onServers, signal, audit, ({ mailbox, value, error }) => {
          if (error) terminal.err(`${mailbox}: ${error.message}`)
          else if (!terminal.json) report(terminal, value)
        })
        if (signal.aborted) throw refused(STOPPED)
        const ok = outcomes.every(({ error }) => error === undefined)
        const sums = addUp(outcomes.flatMap(({ value }) => value ?? []))
        const complete = ok && sums.complete
        const rows = outcomes.map(({ mailbox, value, error }) => value ?? { mailbox, error })
        if (terminal.json) terminal.out(JSON.stringify({ ok, ...sums, complete, mailboxes: rows }))
        return complete ? 0 : 1
      })
    }),
})

const STOPPED = 'Stopped. Nothing was changed; what was not compared is not known.'

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
