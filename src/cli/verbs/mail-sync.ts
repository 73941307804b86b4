import type { Mailbox } from '../../domain/correspondence/mailbox.js'
import { tuneForMail } from '../../lib/tune-for-mail.js'
import { followMailboxes } from '../../mail/follow-mailboxes.js'
import { syncMailbox } from '../../mail/sync-mailbox.js'
import type { MailDeps, SyncSummary } from '../../mail/sync-session.js'
import { withStore } from '../company.js'
import { defineVerb, type Terminal } from '../define-verb.js'
import { eachMailbox, type MailboxOutcome } from '../each-mailbox.js'
import { chosenMailboxes } from '../mailboxes.js'
import { progressLine } from '../progress-line.js'
import { untilStopped } from '../stop-signal.js'

const STOPPED = 'Stopped. What was fetched is stored; `daybook mail sync` goes on from there.'

export default defineVerb({
  name: 'mail sync',
  takes: '[EMAIL …]',
  summary: 'Fetch mail until caught up, then say what was stored, skipped and failed',
  options: { watch: { type: 'boolean', summary: 'go on following until stopped' } },
  run: (input) =>
    withStore(input, async (store) => {
      tuneForMail()
      const { terminal } = input
      const deps: MailDeps = { db: store.db, key: store.secretKey, mailFiles: store.mailFiles, insecure: false }
      const { mailboxes } = await chosenMailboxes(store, input, input.words)
      return untilStopped(STOPPED, async (signal) => {
        const sync = ({ id, address }: Mailbox) =>
          syncMailbox(deps, id, { signal, onProgress: progressLine(terminal, address) })
        const wanted = fetched(mailboxes, terminal, input.words.length > 0)
        const outcomes = await eachMailbox(wanted, signal, sync, (outcome) => say(terminal, outcome))
        const stopped = signal.aborted
        const failed = outcomes.some(({ value, error }) => error !== undefined || value.failed > 0)
        if (terminal.json) terminal.out(JSON.stringify(answer(outcomes, { ok: !stopped && !failed, stopped })))
        if (stopped) terminal.err(STOPPED)
        else if (input.options['watch'] === true) await followMailboxes(deps, signal)
        return stopped || failed ? 1 : 0
      })
    }),
})

/** What is sent to the drop address lies on no server; one that rests is fetched by nobody, and refused where it is asked for by name. */
function fetched(mailboxes: readonly Mailbox[], terminal: Terminal, named: boolean): Mailbox[] {
  const resting = named ? [] : mailboxes.filter(({ status }) => status === 'paused')
  for (const { address } of resting) terminal.err(`${address} is paused: \`mailbox resume ${address}\`.`)
  return mailboxes.filter((mailbox) => mailbox.kind !== 'drop' && !resting.includes(mailbox))
}

function answer(outcomes: readonly MailboxOutcome<SyncSummary>[], state: { ok: boolean; stopped: boolean }) {
  const { ok, stopped } = state
  const mailboxes = outcomes.map(({ mailbox, value, error }) => ({ mailbox, ...(error ? { error } : value) }))
  return { ok, ...(stopped && { stopped }), mailboxes }
}

function say(terminal: Terminal, { mailbox, value, error }: MailboxOutcome<SyncSummary>): void {
  if (error) terminal.err(`${mailbox}: ${error.message}`)
  else if (!terminal.json)
    terminal.out(
      `${mailbox}: ${value.stored} stored, ${value.known} known already, ${value.skipped} skipped, ${value.failed} folders failed`,
    )
}
