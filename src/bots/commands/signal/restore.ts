import { sqlInTx } from '../../../db/sql-in-tx.js'
import { sayAnew } from '../../../domain/signals/settle-signals.js'
import { reopenSignals } from '../../../domain/signals/signal-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { getSignal } from './get-signal.js'
import { signalData } from './signal-card.js'

export default defineCommand({
  name: 'signal restore',
  summary: 'Bring back a signal that was dismissed',
  example: 'signal restore SIG-3',
  params: { signal: target('signal', 'Signal') },
  needs: 'task.write',
  hidden: true,
  risk: 'reversible',
  run: async (_context, { signal: { id, ref, title } }, tx) => {
    if ((await reopenSignals(tx, { id })).length === 0) throw refused(`${ref} is not dismissed.`)
    await sayAnew(tx, id)
    const row = await getSignal(sqlInTx(tx), id)
    return {
      headline: `Waits again: ${title}`,
      undo: { command: 'signal dismiss', args: { signal: ref }, versions: { [id]: row.version } },
      data: signalData(row),
    }
  },
})
