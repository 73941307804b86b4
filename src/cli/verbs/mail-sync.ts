import { readWorkspace } from '../../db/sql-workspace.js'
import type { Mailbox } from '../../domain/correspondence/mailbox.js'
import { listMailboxes } from '../../domain/correspondence/mailbox-store.js'
import { notFound } from '../../lib/errors.js'
import { followMailboxes } from '../../mail/follow-mailboxes.js'
import { syncMailbox } from '../../mail/sync-mailbox.js'
import type { MailDeps, SyncSummary } from '../../mail/sync-session.js'
import { rawDirOf, type Store } from '../../open-store.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb, type Terminal, type VerbInput } from '../define-verb.js'
import { progressLine } from '../progress-line.js'
import { stopSignal } from './serve.js'

export default defineVerb({
  name: 'mail sync',
  takes: '[EMAIL …]',
  summary: 'Fetch mail until caught up, then say what was stored, skipped and failed',
  options: { watch: { type: 'boolean', summary: 'go on following until stopped' } },
  run: (input) =>
    withStore(input, async (store) => {
      const controller = new AbortController()
      void stopSignal().then(() => controller.abort())
      const deps: MailDeps = { db: store.db, key: store.secretKey, rawDir: rawDirOf(store.home), insecure: false }
      const mailboxes = await chosen(store, input)
      const results: { mailbox: string; summary: SyncSummary }[] = []
      for (const mailbox of mailboxes) {
        const summary = await syncMailbox(deps, mailbox.id, {
          signal: controller.signal,
          onProgress: progressLine(input.terminal, mailbox.address),
        })
        results.push({ mailbox: mailbox.address, summary })
      }
      report(input.terminal, results)
      if (input.options['watch'] === true) await followMailboxes(deps, controller.signal)
      return results.some(({ summary }) => summary.failed > 0) ? 1 : 0
    }),
})

async function chosen(store: Store, input: VerbInput): Promise<Mailbox[]> {
  const workspaceId = await chosenWorkspace(store, input)
  const all = await readWorkspace(store.db, { workspaceId, actorId: null, via: 'terminal' }, listMailboxes)
  if (all.length === 0) throw notFound('No mailbox is followed yet. `daybook mailbox add` adds one.')
  const wanted = input.words.map((word) => word.toLowerCase())
  const unknown = wanted.filter((word) => !all.some((mailbox) => mailbox.address.toLowerCase() === word))
  if (unknown.length > 0)
    throw notFound(
      `${unknown.join(', ')} is not followed. These are: ${all.map((mailbox) => mailbox.address).join(', ')}.`,
    )
  return wanted.length === 0 ? all : all.filter((mailbox) => wanted.includes(mailbox.address.toLowerCase()))
}

function report(terminal: Terminal, results: readonly { mailbox: string; summary: SyncSummary }[]): void {
  if (terminal.json) {
    terminal.out(
      JSON.stringify({ ok: true, mailboxes: results.map(({ mailbox, summary }) => ({ mailbox, ...summary })) }),
    )
    return
  }
  for (const { mailbox, summary } of results) {
    terminal.out(
      `${mailbox}: ${summary.stored} stored, ${summary.known} known already, ${summary.skipped} skipped, ${summary.failed} folders failed`,
    )
  }
}
