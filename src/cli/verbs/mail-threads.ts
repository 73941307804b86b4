import { readWorkspace } from '../../db/sql-workspace.js'
import { listPartition } from '../../domain/correspondence/thread-store.js'
import { chosenScope, withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'

export default defineVerb({
  name: 'mail threads',
  summary: 'Every thread with the ids of its messages, oldest first; with --json a list, for scripts',
  run: (input) =>
    withStore(input, async (store) => {
      const threads = await readWorkspace(store.db, await chosenScope(store, input), listPartition)
      if (input.terminal.json) input.terminal.out(JSON.stringify(threads))
      else
        for (const { thread, subject, messageIds } of threads)
          input.terminal.out(`${thread}  ${String(messageIds.length).padStart(4)}  ${subject}`)
      return 0
    }),
})
