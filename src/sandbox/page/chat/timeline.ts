import type { Message } from '../../page-api.js'
import { dateOf, dayName } from './times.js'

export type TimelineRow = { message: Message; isFollowing: boolean; day: string | undefined }

const togetherSeconds = 5 * 60

/** Messages of a conversation that stand in its main pane: no thread replies, unless they were also sent to it. */
export function mainMessages(messages: Message[], channel: string): Message[] {
  return messages.filter((it) => it.channel === channel && (!isReply(it) || it.broadcast))
}

/** A thread's parent, if it is still there, and its replies. */
export function threadMessages(messages: Message[], channel: string, threadTs: string): Message[] {
  return messages.filter((it) => it.channel === channel && (it.ts === threadTs || it.threadTs === threadTs))
}

export function isReply(message: Message): boolean {
  return message.threadTs !== undefined && message.threadTs !== message.ts
}

/**
 * Marks where a new day starts, and what the same person wrote within five minutes, so that it needs no second name. What
 * only you can see is said each time: each is the answer to something else.
 */
export function toRows(messages: Message[]): TimelineRow[] {
  let lastDay = ''
  return messages.map((message, index) => {
    const date = dateOf(message.ts)
    const day = date.toDateString()
    const isNewDay = day !== lastDay
    lastDay = day
    const before = messages[index - 1]
    return {
      message,
      isFollowing: !isNewDay && before !== undefined && belongsTogether(before, message),
      day: isNewDay ? dayName(date) : undefined,
    }
  })
}

function belongsTogether(before: Message, message: Message): boolean {
  const isPlain = !before.subtype && !message.subtype && !before.ephemeral && !message.ephemeral
  const isClose = dateOf(message.ts).getTime() - dateOf(before.ts).getTime() < togetherSeconds * 1000
  return isPlain && isClose && before.user === message.user && !before.replyCount
}
