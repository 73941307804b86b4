import { webApi } from '@slack/bolt'
import { AppError } from '../../lib/errors.js'

/** Slack's own troubles, which pass (docs: common errors of every method). */
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])
/** What was to be changed isn't there any more. */
const GONE = new Set(['message_not_found', 'cant_update_message', 'thread_not_found'])
/** Our own mistake: no other attempt and no other setting makes it right. */
const OURS = new Set(['invalid_blocks', 'invalid_arguments', 'invalid_arg_name', 'msg_too_long', 'no_text'])

/** The app is not where it was to write: it can be used there (commands, forms, shortcuts) all the same. */
const ELSEWHERE = new Set(['not_in_channel', 'channel_not_found', 'user_not_in_channel', 'is_archived'])

export const isElsewhere = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && ELSEWHERE.has(error.data.error)

/** Whatever a call to Slack threw, as an AppError that says whether to try again. */
export function fromSlack(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof webApi.WebAPIRateLimitedError)
    return new AppError('limited', 'Slack asks us to slow down.', {}, thrown)
  if (!(thrown instanceof webApi.WebAPIPlatformError))
    return new AppError('unavailable', 'Slack can not be reached.', {}, thrown)
  const { error } = thrown.data
  const detail = { slack: error, messages: thrown.data.response_metadata?.messages }
  if (error === 'ratelimited') return new AppError('limited', 'Slack asks us to slow down.', detail, thrown)
  if (PASSING.has(error)) return new AppError('unavailable', 'Slack has troubles of its own.', detail, thrown)
  if (GONE.has(error)) return new AppError('not_found', 'The message is no longer in Slack.', detail, thrown)
  if (OURS.has(error)) return new AppError('internal', 'Slack did not understand our message.', detail, thrown)
  return new AppError('refused', `Slack refuses it: ${error}.`, detail, thrown)
}

/** Runs calls to Slack and throws AppErrors only. */
export async function asking<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw fromSlack(thrown)
  }
}
