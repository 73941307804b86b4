import type { Tx } from '../../../db/in-workspace.js'
import { skipNext } from '../../../domain/billing/recur-invoice.js'
import { getRecurringInvoice, saveRecurringInvoice } from '../../../domain/billing/recurring-invoice-store.js'
import { shortDate } from '../../../lib/dates.js'
import { refused } from '../../../lib/errors.js'
import { dateCell } from '../cells.js'
import { type Asker, type Done, defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { required } from '../params.js'

const params = { series: required('text', 'Recurring invoice', { target: true, hint: 'Such as RI-3' }) }

const stop = defineCommand({
  name: 'invoice stop',
  summary: 'Stop a recurring invoice; those that were made stay',
  example: 'invoice stop RI-3',
  params,
  needs: 'invoice.write',
  risk: 'reversible',
  run: ({ asker }, { series }, tx) => change(asker, tx, series, 'active', 'stopped'),
})

const resume = defineCommand({
  name: 'invoice resume',
  summary: 'Resume a recurring invoice; those that were due meanwhile are made',
  example: 'invoice resume RI-3',
  params,
  needs: 'invoice.write',
  risk: 'reversible',
  run: ({ asker }, { series }, tx) => change(asker, tx, series, 'stopped', 'active'),
})

const skip = defineCommand({
  name: 'invoice skip',
  summary: 'Leave out the next invoice of a series',
  example: 'invoice skip RI-3',
  params,
  needs: 'invoice.write',
  risk: 'reversible',
  run: async ({ asker }, { series: ref }, tx) => {
    const { skipped, series } = await skipNext(tx, ref.trim().toUpperCase())
    refuseOthers(asker, 'invoice.write', series)
    return {
      headline: `${series.ref} leaves out ${shortDate(skipped)}${series.nextOn ? `; the next one is of ${shortDate(series.nextOn)}` : ' and is over'}`,
      changes: [{ label: 'Next', before: { date: skipped }, after: dateCell(series.nextOn) }],
      data: { series: series.ref, skipped, next: series.nextOn },
    }
  },
})

async function change(
  asker: Asker,
  tx: Tx,
  ref: string,
  from: 'active' | 'stopped',
  to: 'active' | 'stopped',
): Promise<Done> {
  const before = await getRecurringInvoice(tx, ref.trim().toUpperCase())
  refuseOthers(asker, 'invoice.write', before)
  if (before.state !== from) throw refused(`${before.ref} is ${before.state}.`)
  const after = await saveRecurringInvoice(tx, before.id, { state: to })
  return {
    headline: `${after.ref} is ${to}`,
    changes: [{ label: after.ref, before: from, after: to }],
    undo: {
      command: to === 'stopped' ? 'invoice resume' : 'invoice stop',
      args: { series: after.ref },
      versions: { [`recurring_invoice:${after.id}`]: after.version },
    },
    data: { series: after.ref, state: after.state, next: after.nextOn },
  }
}

export default [stop, resume, skip]
