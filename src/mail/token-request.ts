import { z } from 'zod'
import { AppError } from '../lib/errors.js'

const ANSWER_MS = 20_000

/** What a token server answers (RFC 6749 §5.1). */
export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** Seconds; some providers write the number as a text. */
  expires_in: z.coerce.number().positive().optional().catch(undefined),
  scope: z.string().optional(),
})
export type TokenAnswer = z.infer<typeof tokenAnswer>

/** The answer, or the error's code (RFC 6749 §5.2) with what Microsoft numbers it. */
export type Answered<T> = { value: T } | { error: string; said: string }

/**
 * Posts a form to a server of a provider. Throws `unavailable` when it can't be reached, is away or speaks no OAuth – a proxy, a
 * sign-in page of the network. Nothing of the secrets is in any error.
 */
export async function postForm<T>(
  url: string,
  form: Readonly<Record<string, string>>,
  shape: z.ZodType<T>,
  signal: AbortSignal,
): Promise<Answered<T>> {
  const { host } = new URL(url)
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { accept: 'application/json' },
    redirect: 'error', // a secret goes to nobody else
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  }).catch((thrown: unknown) => {
    signal.throwIfAborted()
    throw new AppError('unavailable', `The sign-in server ${host} can't be reached.`, { host }, thrown)
  })
  const answer: unknown = await response.json().catch(() => null)
  const value = shape.safeParse(answer)
  if (response.ok && value.success) return { value: value.data }
  const error = errorOf(answer)
  if (error === null || response.status >= 500 || response.status === 429)
    throw new AppError('unavailable', `The sign-in server ${host} is away just now.`, { host, status: response.status })
  return error
}

/** The code, and of the description a number alone: the rest may say more than is anybody's business. */
function errorOf(answer: unknown): { error: string; said: string } | null {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null
  const error = String(answer.error)
  if (!/^[a-z_]{1,40}$/.test(error)) return null
  const [number] = /^AADSTS\d+/.exec('error_description' in answer ? String(answer.error_description) : '') ?? []
  return { error, said: number === undefined ? error : `${error}, ${number}` }
}
