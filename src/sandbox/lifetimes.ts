/** How long Slack waits for what, in milliseconds of the sandbox's time. */
export const LIFETIMES = {
  /** Commands, clicks and submissions are acknowledged within this; events too. */
  acknowledgeMs: 3_000,
  triggerMs: 3_000,
  responseUrlMs: 30 * 60_000,
  responseUrlUses: 5,
  /** An event that wasn't taken comes again: almost at once, after a minute, after five. */
  retryAfterMs: [50, 60_000, 300_000],
} as const
