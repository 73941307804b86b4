import { RespondError, webApi } from '@slack/bolt'

/** What says that nothing was sent: there was no connection to send it over. */
const NOT_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/

/** Whether Slack may have done what it did not answer: neither a refusal of its own nor a connection that was never made. */
export function isUnsure(error: unknown): boolean {
  if (error instanceof RespondError || error instanceof webApi.WebAPIHTTPError) return false
  if (error instanceof webApi.WebAPIPlatformError || error instanceof webApi.WebAPIRateLimitedError) return false
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (NOT_SENT.test(`${(cause as { code?: string }).code ?? ''} ${cause.message}`)) return false
  return true
}
