import { randomUUID } from 'node:crypto'
import type { RespondFn, webApi } from '@slack/bolt'
import type { ReplyFile } from '../commands/reply.js'
import type { Answer } from '../commands/request.js'
import { filesOf, rendered, type SlackMessage, sendRendered } from './answer.js'
import type { SlackPerson } from './identity.js'
import { postOnce } from './post-once.js'
import { postPrivately } from './post-privately.js'
import type { Controls } from './render/controls.js'
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

/** `replace`: in place of the message that was clicked. `page`: of a long table, from 0. */
export type Manner = { replace?: boolean; page?: number }

/** Answers where it was asked: by `response_url` when there is one, else in the thread it came from. */
export async function say(place: Place, answer: Answer, { replace = false, page = 0 }: Manner = {}): Promise<void> {
  const controls = controlsOf(place, answer, page)
  const reply = await rendered(place.client, answer.reply, {
    zone: place.person.timeZone,
    controls,
    opens: answer.again?.opens,
  })
  const left = await sendRendered(reply, (message) => send(place, message, replace))
  const files = [...left.files, ...filesOf(answer.reply, { paged: controls !== undefined })]
  await sayFiles(place, files)
}

/** Hands files to the asker, where nobody else sees them. */
export async function sayFiles(place: Place, files: readonly ReplyFile[]): Promise<void> {
  if (files.length === 0) return
  const thread = isDirect(place.channel) ? place.threadTs : undefined
  await sendFiles(place.client, files, await privateChannel(place), thread)
}

/** Share, pages and the page in the browser, as far as the place has a use for them. */
export function controlsOf({ channel }: Place, { again }: Answer, page: number): Controls | undefined {
  if (!again) return undefined
  const share = again.shareable && channel !== '' && !isDirect(channel)
  return { again: again.id, page, share, link: again.page }
}

async function send(place: Place, message: SlackMessage, replace: boolean): Promise<void> {
  const { respond } = place
  const thread = threadOf(place)
  const shown = { ...message, ...thread, response_type: 'ephemeral' as const, replace_original: replace }
  // Where the address is used up or Slack's own end is broken, the answer still finds its way.
  if (respond && (await respondWith(respond, shown))) return
  await post(place, message)
}

async function post(place: Place, message: SlackMessage): Promise<void> {
  const { channel, slackUserId } = place
  const body = { ...message, ...threadOf(place), channel }
  if (isDirect(channel)) await postOnce(place, body, randomUUID())
  else await postPrivately(place, { ...body, user: slackUserId })
}

const threadOf = ({ threadTs }: Place): { thread_ts?: string } => (threadTs ? { thread_ts: threadTs } : {})

/** A file can't be ephemeral, so it goes to the asker's own direct messages. */
const privateChannel = async (place: Place): Promise<string> =>
  isDirect(place.channel) ? place.channel : await directChannel(place)

/** The asker's direct messages with the app. */
export async function directChannel({ client, slackUserId }: Place): Promise<string> {
  const opened = await client.conversations.open({ users: slackUserId })
  return opened.channel?.id ?? slackUserId
}
