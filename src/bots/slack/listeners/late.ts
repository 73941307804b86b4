import type { RespondFn } from '@slack/bolt'
import { TooLate } from '../acknowledge.js'
import { askedIn } from '../inbound.js'
import { message } from '../meet.js'
import { escape } from '../render/mrkdwn.js'
import { respondBeside } from '../respond.js'
import { type Desk, type Person, tellDirectly } from './context.js'

/**
 * Of a command or a click that was acknowledged too late nothing was begun, since both are acknowledged first: whoever gave it hears that
 * at once. What a form was to do may be under way (`slack-unanswered` speaks of those), and anything else that went wrong is thrown on.
 */
export async function tellTooLate(
  desk: Desk,
  error: unknown,
  asked: { payload: object; person: Omit<Person, 'userId'>; respond: RespondFn | undefined },
): Promise<void> {
  const payload = asked.payload as Record<string, unknown>
  const known = 'command' in payload || payload['type'] === 'block_actions' ? askedIn(payload) : null
  if (!(error instanceof TooLate) || !known) throw error
  const said = message(
    escape(`Nothing was done for ${known.what}: Slack gave up waiting for me. Please give it again.`),
  )
  if (await respondBeside(asked.respond, said)) return
  await tellDirectly(desk, { ...asked.person, userId: known.slackUserId }, said)
}
