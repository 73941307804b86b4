/** A domain refusal is a value, not an exception: pure rules return `Result`, stores and use cases throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: string; detail?: Record<string, unknown> }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const no = (problem: string, detail?: Record<string, unknown>): Result<never> =>
  detail === undefined ? { ok: false, problem } : { ok: false, problem, detail }
