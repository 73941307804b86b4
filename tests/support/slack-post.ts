import { createHmac } from 'node:crypto'
import { SIGNING_SECRET } from './slack.js'

/** Sends what Slack would send, signed: an event as JSON, anything else as a form. */
export async function postAsSlack(
  appUrl: string,
  payload: object,
  { isEvent = 'event' in payload, signal = null }: { isEvent?: boolean; signal?: AbortSignal | null } = {},
): Promise<Response> {
  const fields = 'command' in payload ? payload : { payload: JSON.stringify(payload) }
  const body = isEvent ? JSON.stringify(payload) : new URLSearchParams(fields as Record<string, string>).toString()
  const timestamp = Math.floor(Date.now() / 1000)
  const mac = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
  return await fetch(`${appUrl}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${mac}`,
    },
    body,
    signal,
  })
}
