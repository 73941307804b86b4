import { inWorkspace } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { emit, type FailedSending } from '../domain/billing/events.js'
import { errorPolicy, toAppError } from '../lib/errors.js'
import type { DeliveryState } from './deliver-mail.js'
import type { SendDeps } from './sender.js'

/**
 * A delivery whose failure somebody must hear of, for whoever confirmed it believes that it went out: what no further try will mend
 * becomes `invoice.send-failed`. The error itself goes on.
 */
export async function tellingFailure(
  { db }: Pick<SendDeps, 'db'>,
  scope: Scope,
  errand: Omit<FailedSending, 'said'>,
  deliver: () => Promise<DeliveryState>,
): Promise<DeliveryState> {
  const failed = (said: string) =>
    inWorkspace(db, scope, (tx) => emit(tx, { kind: 'invoice.send-failed', data: { ...errand, said } }))
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
