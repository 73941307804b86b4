import { webApi } from '@slack/bolt'
import { systemClock } from '../../lib/clock.js'
import type { SlackMessage } from './answer.js'
import { patiently } from './patiently.js'

export type SlackAddress = { channel: string; ts: string }

/** The two clients that it takes: one that never tries again by itself, and one to look with. */
export type Posters = { once: webApi.WebClient; client: webApi.WebClient }

export type PostedMessage = SlackMessage & { channel: string; thread_ts?: string }

const EVENT = 'daybook_answer'
/** Our clock and Slack's may differ. */
const SKEW_S = 120

/**
 * Posts where somebody waits for it, past a 429, a 5xx and a lost connection, and yet once: `chat.postMessage` knows no
 * repetition, so a message carries its id, and before another try Slack's history is asked whether it is there.
 */
export async function postOnce(posters: Posters, message: PostedMessage, id: string): Promise<SlackAddress> {
  const body = {
    ...message,
    metadata: { event_type: EVENT, event_payload: { answer_id: id } },
    unfurl_links: false,
    unfurl_media: false,
  }
  const oldest = String(systemClock.now().getTime() / 1000 - SKEW_S)
  const post = async () => {
    const { channel, ts } = await posters.once.chat.postMessage(body)
    return { channel: channel ?? message.channel, ts: ts ?? '' }
  }
  return await patiently(post, (error) =>
    error instanceof webApi.WebAPIRateLimitedError ? undefined : findPosted(posters.client, message, { id, oldest }),
  )
}

/** A message that arrived although its answer did not. */
async function findPosted(
  client: webApi.WebClient,
  { channel, thread_ts: ts }: PostedMessage,
  { id, oldest }: { id: string; oldest: string },
): Promise<SlackAddress | undefined> {
  const asked = { channel, oldest, include_all_metadata: true, limit: 100 }
  const { messages = [] } = ts
    ? await client.conversations.replies({ ...asked, ts })
    : await client.conversations.history(asked)
  const found = messages.find((each) => answerId(each) === id)
  return found?.ts ? { channel, ts: found.ts } : undefined
}

const answerId = (message: object): unknown =>
  (message as { metadata?: { event_payload?: { answer_id?: unknown } } }).metadata?.event_payload?.answer_id
