import type { RespondFn, webApi } from '@slack/bolt'
import type { ReplyFile } from '../commands/reply.js'
import type { Answer } from '../commands/request.js'
import { filesOf, rendered, type SlackMessage, sendRendered } from './answer.js'
import type { SlackPerson } from './identity.js'
import { respondWith } from './respond.js'
import { sendFiles } from './upload.js'

/** Where something was asked, and how to answer there. */
export type Place = {
  client: webApi.WebClient
  person: SlackPerson
  slackUserId: string
  channel: string
  threadTs?: string | undefined
  respond?: RespondFn | undefined
}

/** A direct message is private as it is; anywhere else an answer is for the asker's eyes until they share it. */
const isDirect = (channel: string) => channel.startsWith('D')

/** Answers where it was asked: by `response_url` when there is one, else in the thread it came from. */
export async function say(place: Place, answer: Answer, replace = false): Promise<void> {
  const reply = await rendered(place.client, answer.reply, place.person.timeZone)
  const left = await sendRendered(reply, (message) => send(place, message, replace))
  const files = [...left.files, ...filesOf(answer.reply)]
  await sayFiles(place, files)
}

/** Hands files to the asker, where nobody else sees them. */
export async function sayFiles(place: Place, files: readonly ReplyFile[]): Promise<void> {
  if (files.length === 0) return
  const thread = isDirect(place.channel) ? place.threadTs : undefined
  await sendFiles(place.client, files, await privateChannel(place), thread)
}

async function send(place: Place, message: SlackMessage, replace: boolean): Promise<void> {
  const { respond } = place
  const shown = { ...message, response_type: 'ephemeral' as const, replace_original: replace }
  // Where the address is used up or Slack's own end is broken, the answer still finds its way.
  if (respond && (await respondWith(respond, shown))) return
  await post(place, message)
}

async function post({ client, channel, threadTs, slackUserId }: Place, message: SlackMessage): Promise<void> {
  const body = { ...message, ...(threadTs ? { thread_ts: threadTs } : {}), unfurl_links: false, unfurl_media: false }
  if (isDirect(channel)) await client.chat.postMessage({ ...body, channel })
  else await client.chat.postEphemeral({ ...body, channel, user: slackUserId })
}

/** A file can't be ephemeral, so it goes to the asker's own direct messages. */
const privateChannel = async (place: Place): Promise<string> =>
  isDirect(place.channel) ? place.channel : await directChannel(place)

/** The asker's direct messages with the app. */
export async function directChannel({ client, slackUserId }: Place): Promise<string> {
  const opened = await client.conversations.open({ users: slackUserId })
  return opened.channel?.id ?? slackUserId
}
