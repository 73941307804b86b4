import { sqlInTx } from '../../../db/sql-in-tx.js'
import { listClosesOfPeriod, noteCloseEvent } from '../../../domain/close/close-event-store.js'
import { planLock } from '../../../domain/close/lock-close.js'
import { aboutSpan, periodToOpen } from '../../../domain/close/reopen-span.js'
import { periodLabel } from '../../../domain/ledger/period.js'
import { askApproval } from '../../../domain/people/ask-approval.js'
import { invalid } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { hoursOf, USUAL_HOURS } from '../period/reopen-hours.js'
import { closeNamed, closeNameOf } from './name-param.js'

export default defineCommand({
  name: 'close reopen',
  summary:
    'Ask a second person to open a closed month again for a while; of a quarter or a year its last closed month, or one that you name',
  example: 'close reopen 2026-10 reason:"A bill came late" hours:24',
  params: {
    month: closeNamed,
    reason: required('text', 'Why'),
    which: optional('text', 'Month of it', { hint: 'Of a quarter or a year; by default its last that is closed' }),
    hours: optional('integer', 'Hours', { hint: `How long; by default ${USUAL_HOURS}` }),
  },
  needs: 'close.manage',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const name = closeNameOf(context, args.month)
    const reason = args.reason.trim()
    if (reason === '') throw invalid('Say why it is to be opened again: whoever approves it reads that.')
    const hours = hoursOf(args.hours)
    const which = args.which === undefined ? null : closeNameOf(context, args.which)
    const { periods } = await planLock(sqlInTx(tx), name)
    const period = valid(periodToOpen(name, periods, which))
    const kind = approvalKind('reopen-period')
    const asked = await askApproval(tx, kind, { subject: period.id, proposal: { hours }, reason })
    // The month's, the quarter's and the year's histories have it: what is opened is a part of each.
    for (const { id } of await listClosesOfPeriod(tx, period.id))
      await noteCloseEvent(tx, id, {
        kind: 'reopening_asked',
        note: `${periodLabel(period)}: ${reason} (${asked.ref})`,
      })
    const reply = await askedReply(context, tx, kind, asked, `opening ${periodLabel(period)} again for ${hours} hours`)
    return { ...reply, notes: [...(reply.notes ?? []), ...aboutSpan(name, periods, period)] }
  },
})
