import { type ReplaySummary, replaySkipped } from '../../mail/replay-skipped.js'
import { answer } from '../answer.js'
import { withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'
import { chosenMailboxes } from '../mailboxes.js'
import { untilStopped } from '../stop-signal.js'

const STOPPED = 'Stopped. What was read is stored; `daybook mail replay` goes on with the rest.'

export default defineVerb({
  name: 'mail replay',
  takes: '[EMAIL …]',
  summary: 'Read once more what was set aside with its bytes, after an update that reads more',
  run: (input) =>
    withStore(input, async (store) => {
      const { scope, mailboxes } = await chosenMailboxes(store, input, input.words)
      const deps = { db: store.db, mailFiles: store.mailFiles }
      const results: ({ mailbox: string } & ReplaySummary)[] = []
      await untilStopped(STOPPED, async (signal) => {
        for (const { id, address } of mailboxes)
          results.push({ mailbox: address, ...(await replaySkipped(deps, scope, id, signal)) })
      })
      const lines = results.map(
        ({ mailbox, replayed, skipped, withoutBytes }) =>
          `${mailbox}: ${replayed} stored now, ${skipped} still set aside, ${withoutBytes} set aside without their bytes`,
      )
      answer(input.terminal, { mailboxes: results }, lines)
      return 0
    }),
})
