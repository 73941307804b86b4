import { type ReplaySummary, replaySkipped } from '../../mail/replay-skipped.js'
import { rawDirOf } from '../../open-store.js'
import { withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'
import { chosenMailboxes } from '../mailboxes.js'
import { stopSignal } from '../stop-signal.js'

export default defineVerb({
  name: 'mail replay',
  takes: '[EMAIL …]',
  summary: 'Read once more what was set aside with its bytes, after an update that reads more',
  run: (input) =>
    withStore(input, async (store) => {
      const stopping = new AbortController()
      void stopSignal().then(() => stopping.abort())
      const { scope, mailboxes } = await chosenMailboxes(store, input, input.words)
      const deps = { db: store.db, rawDir: rawDirOf(store.home) }
      const results: ({ mailbox: string } & ReplaySummary)[] = []
      for (const { id, address } of mailboxes)
        results.push({ mailbox: address, ...(await replaySkipped(deps, scope, id, stopping.signal)) })
      if (input.terminal.json) input.terminal.out(JSON.stringify({ ok: true, mailboxes: results }))
      else
        for (const { mailbox, replayed, skipped, withoutBytes } of results)
          input.terminal.out(
            `${mailbox}: ${replayed} stored now, ${skipped} still set aside, ${withoutBytes} set aside without their bytes`,
          )
      return 0
    }),
})
