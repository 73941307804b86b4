import type { IncomingMessage } from 'node:http'

/** Slack's own tolerance for old requests, applied to the future as well: Bolt refuses only the past. */
const TOLERANCE_S = 300

/** Whether a request claims to come from the future. Signature and age are checked by Bolt after this. */
export function isFromTheFuture(request: IncomingMessage, now: Date): boolean {
  const header = request.headers['x-slack-request-timestamp']
  const seconds = Number(Array.isArray(header) ? header[0] : header)
  return Number.isFinite(seconds) && seconds > now.getTime() / 1000 + TOLERANCE_S
}
