import { invalid } from './errors.js'
import type { Result } from './result.js'

/** What a rule answered, or its refusal as an `invalid` error: for use cases, which throw. */
export function valid<T>(result: Result<T>): T {
  if (!result.ok) throw invalid(result.problem, result.detail)
  return result.value
}
