import { createHmac } from 'node:crypto'

/**
 * The headers by which an app knows that a request comes from Slack: HMAC-SHA256 over `v0:timestamp:body` with the
 * app's signing secret (docs.slack.dev/authentication/verifying-requests-from-slack).
 */
export function signature(secret: string, body: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
}
