import { sqlInTx } from '../../../db/sql-in-tx.js'
import { noteCloseEvent } from '../../../domain/close/close-event-store.js'
import { findClose } from '../../../domain/close/close-store.js'
import { monthName } from '../../../domain/close/close-view.js'
import { planLock } from '../../../domain/close/lock-close.js'
import { periodLabel } from '../../../domain/ledger/period.js'
import { askApproval } from '../../../domain/people/ask-approval.js'
import { invalid, refused } from '../../../lib/errors.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { hoursOf, USUAL_HOURS } from '../period/reopen-hours.js'
import { closeNamed, closeNameOf } from './name-param.js'

export default defineCommand({
  name: 'close reopen',
  summary: 'Ask a second person to open a closed month again for a while; of a quarter or a year its last month',
  example: 'close reopen 2026-10 reason:"A bill came late" hours:24',
  params: {
    month: closeNamed,
    reason: required('text', 'Why'),
    hours: optional('integer', 'Hours', { hint: `How long; by default ${USUAL_HOURS}` }),
  },
  needs: 'close.manage',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const name = closeNameOf(context, args.month)
    const reason = args.reason.trim()
    if (reason === '') throw invalid('Say why it is to be opened again: whoever approves it reads that.')
    const hours = hoursOf(args.hours)
    const period = (await planLock(sqlInTx(tx), name)).periods.at(-1)
    if (period?.state !== 'closed') throw refused(`${monthName(name)} is open.`)
    const kind = approvalKind('reopen-period')
    const asked = await askApproval(tx, kind, { subject: period.id, proposal: { hours }, reason })
    const close = await findClose(tx, name)
    if (close) await noteCloseEvent(tx, close.id, { kind: 'reopening_asked', note: `${reason} (${asked.ref})` })
    return askedReply(context, tx, kind, asked, `opening ${periodLabel(period)} again for ${hours} hours`)
  },
})
