import type { Problem } from '../blocks/place.js'
import type { Json } from '../json.js'

/** Thrown by a method; becomes `{ok: false, error: code, …}` just as Slack answers. */
export class SlackError extends Error {
  readonly code: string
  readonly extra: Json
  /** Seconds; makes the answer a 429 with that Retry-After. */
  readonly retryAfter: number | undefined

  constructor(code: string, extra: Json = {}, retryAfter?: number) {
    super(code)
    this.code = code
    this.extra = extra
    this.retryAfter = retryAfter
  }
}

export function invalidArguments(...messages: string[]): SlackError {
  return new SlackError('invalid_arguments', { response_metadata: { messages: messages.map((m) => `[ERROR] ${m}`) } })
}

/** `invalid_blocks` for messages, `invalid_arguments` for views: with a JSON pointer to each fault. */
export function fromProblems(code: 'invalid_blocks' | 'invalid_arguments', problems: readonly Problem[]): SlackError {
  const errors = problems.map((each) => `${each.message} [json-pointer:${each.pointer}]`)
  return new SlackError(code, { errors, response_metadata: { messages: errors.map((each) => `[ERROR] ${each}`) } })
}
