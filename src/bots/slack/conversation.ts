import type { RespondFn, webApi } from '@slack/bolt'
import type { Answer } from '../commands/request.js'
import { filesOf, messageOf, sendFiles } from './answer.js'
import type { SlackPerson } from './identity.js'

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
  const message = await messageOf(place.client, answer.reply, place.person.timeZone)
  if (place.respond) await place.respond({ ...message, response_type: 'ephemeral', replace_original: replace })
  else await post(place, message)
  const files = filesOf(answer.reply)
  if (files.length > 0)
    await sendFiles(
      place.client,
      files,
      await privateChannel(place),
      isDirect(place.channel) ? place.threadTs : undefined,
    )
}

async function post(place: Place, message: { text: string; blocks: object[] }): Promise<void> {
  const thread = place.threadTs ? { thread_ts: place.threadTs } : {}
  const body = { channel: place.channel, text: message.text, blocks: message.blocks as never, ...thread }
  if (isDirect(place.channel)) await place.client.chat.postMessage(body)
  else await place.client.chat.postEphemeral({ ...body, user: place.slackUserId })
}

/** A file can't be ephemeral, so it goes to the asker's own direct messages. */
async function privateChannel(place: Place): Promise<string> {
  if (isDirect(place.channel)) return place.channel
  const opened = await place.client.conversations.open({ users: place.slackUserId })
  return opened.channel?.id ?? place.channel
}
