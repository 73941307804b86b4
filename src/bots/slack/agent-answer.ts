import { type types, webApi } from '@slack/bolt'
import { clip } from '../../lib/text.js'
import type { ReplyFile } from '../commands/reply.js'
import type { Answer } from '../commands/request.js'
import { aboveChart, filesOf, rendered, sendRendered } from './answer.js'
import { controlsOf, type Place, say, sayFiles } from './conversation.js'
import { patiently } from './patiently.js'
import type { Controls } from './render/controls.js'
import { isUnsure } from './unsure.js'

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
    nameThread(place, thread, words),
  ])
}

/** A conversation is called after its first words: what stands in it then is what it began with, and they. */
async function nameThread({ client }: Place, thread: Thread, words: string): Promise<void> {
  const { channel_id: channel, thread_ts: ts } = thread
  const { messages = [] } = await client.conversations.replies({ channel, ts, limit: 3 })
  if (messages.length > 2) return
  await client.assistant.threads.setTitle({ ...thread, title: clip(words, TITLE) })
}

/**
 * An answer in the agent pane, written while one watches: first what it comes to, then what stands above a chart, and – once that is
 * drawn – the rest. Where Slack won't stream, or won't end what it began, it is said as anywhere else.
 */
export async function sayStreamed(place: Place, answer: Answer): Promise<void> {
  const thread = threadOf(place)
  const stream = thread && (await startStream(place, answer.reply.headline, thread))
  if (!stream) return await say(place, answer)
  const controls = controlsOf(place, answer, 0)
  const files = await streamed(place, stream, { answer, controls }).catch(async () => {
    // Half an answer beside the whole one would be two.
    if (stream.isNew) await place.client.chat.delete({ channel: place.channel, ts: stream.ts }).catch(() => undefined)
    return undefined
  })
  if (!files) return await say(place, answer)
  await sayFiles(place, [...files, ...filesOf(answer.reply, { paged: controls !== undefined })])
}

type Streamed = { answer: Answer; controls: Controls | undefined }

/** All below the headline; answers the files that are still to be sent. Throws where Slack did not take it, or nobody can know. */
async function streamed(place: Place, stream: Stream, { answer, controls }: Streamed): Promise<readonly ReplyFile[]> {
  const { reply } = answer
  const shown = { zone: place.person.timeZone, controls, opens: answer.again?.opens, isContinued: true }
  const above = aboveChart(reply, shown)
  if (above.length > 0) await appendTo(place, stream, above)
  const { files } = await sendRendered(await rendered(place.client, reply, shown), ({ blocks }) =>
    endStream(place, stream, blocks.slice(above.length)),
  )
  return files
}

/** `isNew`: begun just now, and not found. */
type Stream = { ts: string; isNew: boolean }

async function startStream(
  { once, client, channel }: Place,
  headline: string,
  { thread_ts }: Thread,
): Promise<Stream | undefined> {
  const text = `**${clip(headline, HEADLINE).replace(/[\\`*_[\]<>]/g, '\\$&')}**`
  try {
    const { ts } = await once.chat.startStream({ channel, thread_ts, markdown_text: text })
    return ts === undefined ? undefined : { ts, isNew: true }
  } catch {
    // Lost on the way back, perhaps: what has begun goes on, so that nobody sees it twice.
    const ts = await begun(client, { channel, thread_ts, text })
    return ts === undefined ? undefined : { ts, isNew: false }
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

async function appendTo({ once, channel }: Place, { ts }: Stream, blocks: types.KnownBlock[]): Promise<void> {
  await once.chat.appendStream({ channel, ts, chunks: [{ type: 'blocks', blocks }] })
}

/**
 * Ends a stream once. Told that it is ended already, it was by the try before whose answer was lost – or, of one that was found, it is the
 * same answer of before, ended long since: then this one is still to be said.
 */
async function endStream({ once, channel }: Place, { ts, isNew }: Stream, blocks: types.KnownBlock[]): Promise<void> {
  let isUnknown = false
  const body = { channel, ts, ...(blocks.length > 0 ? { blocks } : {}) }
  await patiently(
    () =>
      once.chat.stopStream(body).catch((error: unknown) => {
        if (isEnded(error) && (isNew || isUnknown)) return
        isUnknown ||= isUnsure(error)
        throw error
      }),
    () => undefined,
  )
}

const isEnded = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && error.data.error === 'message_not_in_streaming_state'

const threadOf = ({ channel, threadTs }: Place): Thread | undefined =>
  threadTs ? { channel_id: channel, thread_ts: threadTs } : undefined
