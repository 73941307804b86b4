import { optimiseLate } from '../../lib/optimise-late.js'
import { followMailboxes } from '../../mail/follow-mailboxes.js'
import { syncMailbox } from '../../mail/sync-mailbox.js'
import type { MailDeps, SyncSummary } from '../../mail/sync-session.js'
import { rawDirOf } from '../../open-store.js'
import { withStore } from '../company.js'
import { defineVerb, type Terminal } from '../define-verb.js'
import { chosenMailboxes } from '../mailboxes.js'
import { progressLine } from '../progress-line.js'
import { stopSignal } from '../stop-signal.js'

export default defineVerb({
  name: 'mail sync',
  takes: '[EMAIL …]',
  summary: 'Fetch mail until caught up, then say what was stored, skipped and failed',
  options: { watch: { type: 'boolean', summary: 'go on following until stopped' } },
  run: (input) =>
    withStore(input, async (store) => {
      optimiseLate()
      const controller = new AbortController()
      void stopSignal().then(() => controller.abort())
      const deps: MailDeps = { db: store.db, key: store.secretKey, rawDir: rawDirOf(store.home), insecure: false }
      const { mailboxes } = await chosenMailboxes(store, input, input.words)
      const results: { mailbox: string; summary: SyncSummary }[] = []
      // What is sent to the drop address lies on no server.
      for (const mailbox of mailboxes.filter(({ kind }) => kind !== 'drop')) {
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
