import { z } from 'zod'
import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { settleSignals } from '../../domain/signals/settle-signals.js'
import type { SignalRow } from '../../domain/signals/signal.js'
import { noteShown, releaseSignals } from '../../domain/signals/signal-store.js'
import { loadSignals } from '../../domain/signals/signals.js'
import { gatherTelling } from '../../domain/signals/tell-signals.js'
import { toAppError } from '../../lib/errors.js'
import { defineJob, type JobContext } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'
import { mailSignals } from '../signal-mail.js'
import { signalMessage, tellOccasion } from '../signal-message.js'
import { signalReader } from '../signal-reader.js'

const signals = await loadSignals()

export default defineJob({
  name: 'signal-tell',
  summary: 'Tells somebody of signals, once, in one message: in Slack, else by mail',
  on: ['signal.tell'],
  data: z.object({ staffId: z.string(), signalId: z.string().optional() }),
  run: async (context, { staffId, signalId }) => {
    const { db, scope, outboxId } = context
    // What waited for the morning may be done by now.
    if (signalId === undefined) await settleSignals(db, scope, signals)
    const rows = await inWorkspace(db, scope, (tx) =>
      gatherTelling(tx, signals, { staffId, signalId, toldIn: outboxId }),
    )
    if (rows.length === 0) return
    const isTold = await tell(context, staffId, rows)
    await inWorkspace(db, scope, (tx) => (isTold ? noteShown(tx, outboxId) : releaseSignals(tx, outboxId)))
  },
})

/** By mail to whom the chat does not take. False where neither does: another day tries again. */
async function tell(context: JobContext, staffId: string, rows: readonly SignalRow[]): Promise<boolean> {
  const { person, reader } = await readWorkspace(context.db, context.scope, async (read) => {
    const [person] = await findStaffByIds(read, [staffId])
    return { person, reader: await signalReader(context, read, staffId) }
  })
  if (!person?.active) return false
  const occasion = tellOccasion(context.outboxId)
  if (person.slackUserId) {
    const reply = signalMessage(rows, reader)
    if (await deliverChat(context, { occasion, to: person.slackUserId, reply })) return true
  }
  return mailSignals(context, person, rows, occasion).catch((thrown: unknown) => {
    const error = toAppError(thrown)
    if (error.code !== 'refused') throw error
    context.log.warn({ err: error, staffId }, 'nobody could be told of a signal')
    return false
  })
}
