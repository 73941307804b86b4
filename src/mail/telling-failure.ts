import { inWorkspace } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { emit } from '../domain/billing/events.js'
import type { SendErrand } from '../domain/correspondence/mail-delivery.js'
import { errorPolicy, toAppError } from '../lib/errors.js'
import { findAwaited } from './awaited-mail.js'
import type { DeliveryState } from './deliver-mail.js'
import type { SendDeps } from './sender.js'

/**
 * A delivery whose failure somebody must hear of, for whoever confirmed it believes that it went out: what no further try will mend
 * becomes `invoice.send-failed`. The error itself goes on.
 */
export async function tellingFailure(
  { db }: Pick<SendDeps, 'db'>,
  scope: Scope,
  errand: SendErrand,
  deliver: () => Promise<DeliveryState>,
): Promise<DeliveryState> {
  const failed = async (said: string) => {
    const mail = await findAwaited(db, scope, errand)
    if (mail) await inWorkspace(db, scope, (tx) => emit(tx, { kind: 'invoice.send-failed', data: { ...mail, said } }))
  }
  try {
    const state = await deliver()
    if (state === 'failed') await failed('The mail server refused it.')
    return state
  } catch (error) {
    const { code, userMessage } = toAppError(error)
    if (errorPolicy[code].job === 'fail') await failed(userMessage)
    throw error
  }
}
