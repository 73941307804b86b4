import { randomUUID } from 'node:crypto'
import type { RespondFn, webApi } from '@slack/bolt'
import { refused } from '../../lib/errors.js'
import type { Reply, ReplyFile } from '../commands/reply.js'
import type { Answer } from '../commands/request.js'
import { filesOf, rendered, type SlackMessage, sendRendered } from './answer.js'
import { isElsewhere } from './errors.js'
import type { SlackPerson } from './identity.js'
import { postOnce } from './post-once.js'
import { postPrivately } from './post-privately.js'
import { replyBlocks } from './render/blocks.js'
import type { Controls } from './render/controls.js'
import { escape } from './render/mrkdwn.js'
import { respondWith } from './respond.js'
import { sendFiles } from './upload.js'

/** Where something was asked, and how to answer there. */
export type Place = {
  client: webApi.WebClient
  /** Never tries again by itself: for what must not stand there twice. */
  once: webApi.WebClient
  person: SlackPerson
  slackUserId: string
  channel: string
  threadTs?: string | undefined
  respond?: RespondFn | undefined
}

/** A direct message is private as it is; anywhere else an answer is for the asker's eyes until they share it. */
export const isDirect = (channel: string) => channel.startsWith('D')

/** The conversation that a place is, as what is asked there is remembered by. None in a view. */
export const placeName = ({ channel, threadTs }: Place): { place?: string } =>
  channel === '' ? {} : { place: threadTs === undefined ? channel : `${channel} ${threadTs}` }

/** `replace`: in place of the message that was clicked. `page`: of a long table, from 0. */
export type Manner = { replace?: boolean; page?: number }

/**
 * Answers where it was asked: by `response_url` when there is one, else in the thread it came from. Where the app may not write, or where
 * nobody can know whether it arrived (docs/adr/0033), it stands in the asker's direct messages.
 */
export async function say(place: Place, answer: Answer, manner: Manner = {}): Promise<void> {
  const outcome = await sayHere(place, answer, manner)
  if (outcome.is === 'said') return await sayFiles(place, outcome.files)
  const direct = { ...place, channel: await directChannel(place), threadTs: undefined, respond: undefined }
  const { reply } = answer
  const notes = outcome.is === 'unsure' ? [...(reply.notes ?? []), IN_CASE] : reply.notes
  const again = await sayHere(direct, { ...answer, reply: { ...reply, ...(notes ? { notes } : {}) } }, manner)
  if (again.is !== 'said') throw refused('Slack takes no direct message to this person.')
  await sayFiles(direct, again.files)
}

const IN_CASE = 'Here as well, in case it did not reach you where you asked'

type Outcome = { is: 'said'; files: readonly ReplyFile[] } | { is: Exclude<Sent, 'said'> }

/** `elsewhere`: the app may not write there. `unsure`: it may stand there or not, and can't be looked for. */
type Sent = 'said' | 'elsewhere' | 'unsure'

async function sayHere(place: Place, answer: Answer, { replace = false, page = 0 }: Manner): Promise<Outcome> {
  const controls = controlsOf(place, answer, page)
  const reply = await rendered(place.client, answer.reply, {
    zone: place.person.timeZone,
    controls,
    opens: answer.again?.opens,
  })
  const { sent, files } = await sendRendered(reply, (message) => send(place, message, replace))
  if (sent !== 'said') return { is: sent }
  return { is: sent, files: [...files, ...filesOf(answer.reply, { paged: controls !== undefined })] }
}

/** Hands files to the asker, where nobody else sees them; who asked elsewhere is told where they are. */
export const sayFiles = (place: Place, files: readonly ReplyFile[]): Promise<void> => handOver(place, { files })

/** Files, and what is to be said of them, without what they were made of: that stands there already. */
export async function handOver(
  place: Place,
  { files = [], notes = [] }: Pick<Reply, 'files' | 'notes'>,
): Promise<void> {
  if (files.length === 0) return
  const { client, channel, threadTs } = place
  const inDirect = async () => {
    await sendFiles(client, files, await directChannel(place))
    if (channel !== '') await send(place, whereIs(files, notes), false)
  }
  if (!isDirect(channel)) return await inDirect()
  await sendFiles(client, files, channel, threadTs).catch(async (error: unknown) => {
    // Direct messages with a colleague, which the app is no part of.
    if (!isElsewhere(error)) throw error
    await inDirect()
  })
}

/** Says of files that were handed over where they are. */
export const whereFilesAre = (files: readonly ReplyFile[]): string =>
  `${files.length > 1 ? `${files.length} files are` : `${files[0]?.name ?? 'The file'} is`} in our direct messages, for your eyes alone.`

function whereIs(files: readonly ReplyFile[], notes: readonly string[]): SlackMessage {
  const headline = whereFilesAre(files)
  return { text: escape(headline), blocks: replyBlocks({ headline, notes }, null) }
}

/** Share, pages and the page in the browser, as far as the place has a use for them. */
export function controlsOf({ channel }: Place, { again }: Answer, page: number): Controls | undefined {
  if (!again) return undefined
  const share = again.shareable && channel !== '' && !isDirect(channel)
  return { again: again.id, page, share, link: again.page }
}

async function send(place: Place, message: SlackMessage, replace: boolean): Promise<Sent> {
  const { respond } = place
  const thread = threadOf(place)
  const shown = { ...message, ...thread, response_type: 'ephemeral' as const, replace_original: replace }
  const responded = respond && (await respondWith(respond, shown))
  if (responded && responded !== 'refused') return responded
  // Where the address is used up or Slack's own end is broken, the answer still finds its way.
  return await post(place, message)
}

async function post(place: Place, message: SlackMessage): Promise<Sent> {
  const { channel, slackUserId } = place
  const body = { ...message, ...threadOf(place), channel }
  try {
    if (!isDirect(channel)) return await postPrivately(place, { ...body, user: slackUserId })
    await postOnce(place, body, randomUUID())
    return 'said'
  } catch (error) {
    if (isElsewhere(error)) return 'elsewhere'
    throw error
  }
}

const threadOf = ({ threadTs }: Place): { thread_ts?: string } => (threadTs ? { thread_ts: threadTs } : {})

/** Where it was asked; what was asked in no conversation (App Home, a form of it) is answered in the direct messages. */
export const somewhere = async (place: Place): Promise<Place> => ({
  ...place,
  channel: place.channel || (await directChannel(place)),
})

/** The asker's direct messages with the app. */
export async function directChannel({ client, slackUserId }: Pick<Place, 'client' | 'slackUserId'>): Promise<string> {
  const opened = await client.conversations.open({ users: slackUserId })
  return opened.channel?.id ?? slackUserId
}
