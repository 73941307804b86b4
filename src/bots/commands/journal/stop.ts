import type { Tx } from '../../../db/in-workspace.js'
import { getRecurring, saveRecurring } from '../../../domain/ledger/recurring-journal-store.js'
import { refused } from '../../../lib/errors.js'
import { type Done, defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { seriesData } from './recurring.js'

const params = { series: required('text', 'Recurring entry', { target: true, hint: 'Such as RJ-3' }) }

const stop = defineCommand({
  name: 'journal stop',
  summary: 'Stop a recurring entry; what it posted stays',
  example: 'journal stop RJ-3',
  params,
  needs: 'journal.write',
  risk: 'reversible',
  run: (_context, { series }, tx) => change(tx, series, 'active', 'stopped'),
})

const resume = defineCommand({
  name: 'journal resume',
  summary: 'Resume a recurring entry; what was due meanwhile is posted',
  example: 'journal resume RJ-3',
  params,
  needs: 'journal.write',
  risk: 'reversible',
  run: (_context, { series }, tx) => change(tx, series, 'stopped', 'active'),
})

async function change(tx: Tx, ref: string, from: 'active' | 'stopped', to: 'active' | 'stopped'): Promise<Done> {
  const before = await getRecurring(tx, { ref: ref.toUpperCase() })
  if (before.state !== from) throw refused(`${before.ref} is ${before.state}.`)
  const after = await saveRecurring(tx, before.id, { state: to })
  return {
    headline: `${after.ref} is ${to}`,
    changes: [{ label: after.ref, before: from, after: to }],
    undo: {
      command: to === 'stopped' ? 'journal resume' : 'journal stop',
      args: { series: after.ref },
      versions: { [`recurring_journal:${after.id}`]: after.version },
    },
    data: seriesData(after),
  }
}

export default [stop, resume]
