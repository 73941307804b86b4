import { webApi } from '@slack/bolt'
import { clip } from '../../lib/text.js'
import type { Answer } from '../commands/request.js'
import { filesOf, rendered, sendRendered } from './answer.js'
import { controlsOf, type Place, say, sayFiles } from './conversation.js'

type Thread = { channel_id: string; thread_ts: string }

const TITLE = 80
const HEADLINE = 3000

/** While an answer is on its way. Any thread of the direct messages may be asked in; where Slack shows no status, none is shown. */
export async function showThinking(place: Place, words: string): Promise<void> {
  const thread = threadOf(place)
  if (!thread) return
  const { threads } = place.client.assistant
  await Promise.allSettled([
    threads.setStatus({ ...thread, status: 'is looking it up…' }),
    threads.setTitle({ ...thread, title: clip(words, TITLE) }),
  ])
}

/**
 * An answer in the agent pane, written while one watches: first what it comes to, then – once a chart is drawn – all of it.
 * Where Slack won't stream, it is said as anywhere else.
 */
export async function sayStreamed(place: Place, answer: Answer): Promise<void> {
  const thread = threadOf(place)
  const ts = thread && (await startStream(place, answer.reply.headline, thread))
  if (!ts) return await say(place, answer)
  const controls = controlsOf(place, answer, 0)
  const reply = await rendered(place.client, answer.reply, { zone: place.person.timeZone, controls, isContinued: true })
  // What was found may be the same answer of before, ended long since: then this one is said.
  const ended = (error: unknown) => {
    if (isEnded(error)) return null
    throw error
  }
  const left = await sendRendered(reply, ({ blocks }) =>
    place.client.chat.stopStream({ channel: place.channel, ts, ...(blocks.length > 0 ? { blocks } : {}) }),
  ).catch(ended)
  if (!left) return await say(place, answer)
  await sayFiles(place, [...left.files, ...filesOf(answer.reply, { paged: controls !== undefined })])
}

const isEnded = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && error.data.error === 'message_not_in_streaming_state'

async function startStream(
  { once, client, channel }: Place,
  headline: string,
  { thread_ts }: Thread,
): Promise<string | undefined> {
  const text = `**${clip(headline, HEADLINE).replace(/[\\`*_[\]<>]/g, '\\$&')}**`
  try {
    const started = await once.chat.startStream({ channel, thread_ts, markdown_text: text })
    return started.ts
  } catch {
    // Lost on the way back, perhaps: what has begun goes on, so that nobody sees it twice.
    return await begun(client, { channel, thread_ts, text })
  }
}

async function begun(
  client: webApi.WebClient,
  { channel, thread_ts, text }: { channel: string; thread_ts: string; text: string },
): Promise<string | undefined> {
  const found = await client.conversations.replies({ channel, ts: thread_ts, limit: 100 }).catch(() => undefined)
  // Not simply the last one: its person may have written meanwhile.
  return found?.messages?.findLast((message) => message.bot_id !== undefined && message.text === text)?.ts
}

const threadOf = ({ channel, threadTs }: Place): Thread | undefined =>
  threadTs ? { channel_id: channel, thread_ts: threadTs } : undefined
