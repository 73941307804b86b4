import { z } from 'zod'
import { AppError } from '../../../../lib/errors.js'
import type { Redacted } from '../../../../lib/redacted.js'

/** Where a language model is served (`…/v1`), which, and the key that it wants. */
export type ModelAddress = { url: string; name: string; key: Redacted | undefined }

/** A language model as questions are put to it. */
export type LanguageModel = {
  name: string
  /** Answers the text that it says. Throws `unavailable` or `limited` with a sentence that says why it says nothing. */
  answer(instructions: string, question: string): Promise<string>
}

export type ModelLimits = { answerMs: number; answerBytes: number; atOnce: number }

/** Somebody waits for the answer, which is one line; and what a service is paid for has an end. */
const LIMITS: ModelLimits = { answerMs: 10_000, answerBytes: 64 * 1024, atOnce: 4 }
const ANSWER_TOKENS = 300

const completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })

/** Speaks the chat completions of OpenAI's HTTP API, as hosted models and those on one's own machine do. */
export function languageModel(address: ModelAddress, limits: ModelLimits = LIMITS): LanguageModel {
  let busy = 0
  const answer = async (instructions: string, question: string): Promise<string> => {
    if (busy >= limits.atOnce) throw new AppError('limited', 'The language model is asked too much just now.')
    busy += 1
    try {
      const body = await post(address, limits, {
        model: address.name,
        temperature: 0,
        max_tokens: ANSWER_TOKENS,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: question },
        ],
      })
      return contentOf(body)
    } finally {
      busy -= 1
    }
  }
  return { name: address.name, answer }
}

const away = (why: string, detail: Record<string, unknown>, thrown?: unknown) =>
  new AppError('unavailable', `The language model ${why}.`, detail, thrown)

async function post({ url, key }: ModelAddress, limits: ModelLimits, asked: unknown): Promise<string> {
  const signal = AbortSignal.timeout(limits.answerMs)
  const { host } = new URL(url)
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key && { authorization: `Bearer ${key.reveal()}` }),
      },
      body: JSON.stringify(asked),
      redirect: 'error', // the key and the question go to nobody else
      signal,
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw away(`refused the question (HTTP ${response.status})`, { host, status: response.status })
    }
    return await bodyOf(response, limits.answerBytes, host)
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    if (signal.aborted) throw away(`gave no answer within ${limits.answerMs / 1000} seconds`, { host }, thrown)
    throw away('can’t be reached', { host }, thrown)
  }
}

/** Read as it comes, so that an answer without end is dropped at the limit. */
async function bodyOf(response: Response, mostBytes: number, host: string): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > mostBytes) throw away('said more than an answer may be', { host, bytes })
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function contentOf(body: string): string {
  const read = completion.safeParse(parsed(body))
  if (!read.success) throw away('answered in a form that I don’t know', { problem: z.prettifyError(read.error) })
  return read.data.choices[0]?.message.content ?? ''
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
