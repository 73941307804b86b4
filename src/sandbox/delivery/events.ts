import type { Json } from '../json.js'
import { LIFETIMES } from '../lifetimes.js'
import type { Sandbox } from '../sandbox.js'
import { organisationOf } from '../web-api/present.js'
import { randomId } from '../workspace/ids.js'
import { deliver } from './deliver.js'
import type { Failure, Parcel } from './parcel.js'

/** The Events API's name of what an app subscribes to, e.g. `message.im` for a message in a DM. */
export type Subscription = string

/**
 * Sends an event, if the manifest subscribes to it, and again when it isn't taken: three times, with the number and
 * the reason in headers. Returns at once; events overtake each other as they do in Slack.
 */
export function sendEvent(sandbox: Sandbox, subscription: Subscription, event: Json & { type: string }): void {
  const subscribed = sandbox.config.manifest.settings?.event_subscriptions?.bot_events ?? []
  if (!subscribed.includes(subscription)) return
  const payload = envelope(sandbox, event)
  void attempt(sandbox, { name: `event:${event.type}`, payload }, 0, null)
}

function envelope(sandbox: Sandbox, event: Json): Json {
  const { team, app } = sandbox.workspace
  const { enterprise } = sandbox.config
  return {
    token: 'sandbox',
    team_id: team.id,
    ...(enterprise ? { enterprise_id: enterprise.id } : {}),
    context_team_id: team.id,
    api_app_id: app.id,
    event: { event_ts: sandbox.workspace.nextTs(), ...event },
    type: 'event_callback',
    event_id: randomId('Ev'),
    event_time: Math.floor(sandbox.clock.now() / 1000),
    authorizations: [{ team_id: team.id, user_id: app.botUserId, is_bot: true, ...organisationOf(sandbox) }],
    is_ext_shared_channel: false,
  }
}

async function attempt(
  sandbox: Sandbox,
  sending: { name: string; payload: Json },
  retry: number,
  reason: Failure | null,
): Promise<void> {
  const parcel: Parcel = {
    ...sending,
    body: JSON.stringify(sending.payload),
    contentType: 'application/json',
    headers: retry > 0 && reason ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': reason } : {},
  }
  const outcome = await deliver(sandbox, parcel)
  const wait = LIFETIMES.retryAfterMs[retry]
  // Without an app there is nothing to be late: whoever connects later starts afresh.
  if (outcome.ok || outcome.failure === 'not_connected' || wait === undefined || sandbox.closing.aborted) return
  sandbox.clock.after(wait, () => void attempt(sandbox, sending, retry + 1, outcome.failure))
}
