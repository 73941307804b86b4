/**
 * The one error type that crosses the project's own borders. `userMessage` is a sentence a person can act on (what,
 * where, what to do); `detail` and `cause` go to the log only.
 */
export type ErrorCode =
  | 'invalid'
  | 'not_found'
  | 'forbidden'
  | 'conflict'
  | 'refused'
  | 'limited'
  | 'unavailable'
  | 'internal'

export class AppError extends Error {
  readonly code: ErrorCode
  readonly userMessage: string
  readonly detail: Record<string, unknown>

  constructor(code: ErrorCode, userMessage: string, detail: Record<string, unknown> = {}, cause?: unknown) {
    super(userMessage, cause === undefined ? undefined : { cause })
    this.name = 'AppError'
    this.code = code
    this.userMessage = userMessage
    this.detail = detail
  }
}

export const invalid = (message: string, detail?: Record<string, unknown>) => new AppError('invalid', message, detail)
export const limited = (message: string, detail?: Record<string, unknown>) => new AppError('limited', message, detail)
export const notFound = (message: string, detail?: Record<string, unknown>) =>
  new AppError('not_found', message, detail)
export const refused = (message: string, detail?: Record<string, unknown>) => new AppError('refused', message, detail)
export const conflict = (message: string, detail?: Record<string, unknown>) => new AppError('conflict', message, detail)

/** What was decided on a version that is not the newest any more is not saved. */
export const changedMeanwhile = (name: string) =>
  conflict(`Somebody changed ${name} at the same moment. Nothing was done; please look again.`)

/** What each code means to a job and to the log: the one table. */
export const errorPolicy: Record<
  ErrorCode,
  { job: 'retry' | 'fail' | 'drop'; log: 'debug' | 'info' | 'warn' | 'error' }
> = {
  invalid: { job: 'fail', log: 'info' },
  not_found: { job: 'drop', log: 'info' },
  forbidden: { job: 'fail', log: 'warn' },
  conflict: { job: 'retry', log: 'info' },
  refused: { job: 'fail', log: 'info' },
  limited: { job: 'retry', log: 'warn' },
  unavailable: { job: 'retry', log: 'warn' },
  internal: { job: 'retry', log: 'error' },
}

/** Anything thrown, as an AppError; what we did not foresee becomes `internal` and keeps its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const message = 'Something went wrong on our side. Nothing was changed.'
  return new AppError('internal', message, {}, thrown)
}
