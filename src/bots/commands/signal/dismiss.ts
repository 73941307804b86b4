import { sqlInTx } from '../../../db/sql-in-tx.js'
import { endAndSay } from '../../../domain/signals/settle-signals.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { getSignal } from './get-signal.js'
import { signalData } from './signal-card.js'

export default defineCommand({
  name: 'signal dismiss',
  summary: 'Say that a signal is of no use; it counts against its hit rate',
  example: 'signal dismiss SIG-3',
  params: { signal: target('signal', 'Signal') },
  needs: 'task.write',
  risk: 'reversible',
  run: async ({ asker }, { signal: { id, ref, title } }, tx) => {
    const before = await getSignal(sqlInTx(tx), id)
    if (!(await endAndSay(tx, id, { state: 'dismissed', said: `${asker.name} dismissed it` })))
      throw refused(`${ref} has ended already: ${before.outcome ?? before.state}.`)
    const row = await getSignal(sqlInTx(tx), id)
    return {
      headline: `Dismissed: ${title}`,
      undo: { command: 'signal restore', args: { signal: ref }, versions: { [id]: row.version } },
      data: signalData(row),
    }
  },
})
