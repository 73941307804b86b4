import type { App } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import { dispatch } from '../../commands/dispatch.js'
import { openForm } from '../../commands/forms.js'
import type { Answer, Deps, Who } from '../../commands/request.js'
import { sayStreamed, showThinking } from '../agent-answer.js'
import { placeName, say } from '../conversation.js'
import { filesFrom, type SharedFile } from '../download.js'
import { wordsBehind } from '../home/questions.js'
import { isLate } from '../loading.js'
import { formView } from '../render/modal.js'
import { wordsOfCommand, wordsOfMessage } from '../words.js'
import { type Desk, placeOf, teamIn } from './context.js'

/** What a file alone is answered as. */
export const KEEP_WORDS = 'file new'

/** Slash commands, mentions and direct messages: the same words in three places. */
export function listenToWords(app: App, desk: Desk): void {
  app.command(/.*/, async ({ command, ack, respond, context }) => {
    // Silently: a slash answer can't be replaced by its own response_url, so it comes once, finished.
    await ack()
    const { user_id: userId, channel_id: channel } = command
    const words = wordsOfCommand(command.command, command.text)
    await answer(desk, { team: teamIn(context), userId, channel, respond }, { text: words }, command.trigger_id)
  })

  app.event('app_mention', async ({ event, context }) => {
    if (!event.user) return
    // Beside a mention that began no thread yet: Slack shows what is for one person's eyes in threads that exist only.
    const origin = { userId: event.user, channel: event.channel, threadTs: event.thread_ts }
    const text = wordsOfMessage(event.text, context.botUserId)
    await answer(desk, { team: teamIn(context), ...origin }, { text, files: event.files ?? [] })
  })

  app.message(async ({ message, context }) => {
    // What people write themselves: by itself, with a file, and in a thread with *Also send to …*.
    const isOrder =
      message.subtype === undefined || message.subtype === 'file_share' || message.subtype === 'thread_broadcast'
    if (!isOrder || message.channel_type !== 'im' || !('text' in message)) return
    const files = 'files' in message ? (message.files ?? []) : []
    if (!message.text && files.length === 0) return
    // Another app's words are no order, and our own would be answered for ever.
    if ('bot_id' in message && message.bot_id) return
    const origin = {
      team: teamIn(context),
      userId: message.user,
      channel: message.channel,
      threadTs: message.thread_ts,
    }
    // A file without words: what is it?
    const text = message.text ? wordsOfMessage(message.text, context.botUserId) : KEEP_WORDS
    await answer(desk, origin, { text, files, isAgent: message.thread_ts !== undefined })
  })
}

/** `isAgent`: in a thread of the direct messages, where Slack shows a status, a title, and answers as they are written. */
type Said = { text: string; files?: readonly SharedFile[]; isAgent?: boolean }

/** What lacks only values opens its form at once where there is a trigger for it; everything else is answered in words. */
async function answer(
  desk: Desk,
  origin: Parameters<typeof placeOf>[1],
  { text, files = [], isAgent = false }: Said,
  trigger?: string,
): Promise<void> {
  const place = await placeOf(desk, origin)
  if (!place) return
  const { who } = place.person
  const thinking = isAgent ? showThinking(place, text) : undefined
  const deps = { ...desk.deps, files: filesFrom(place.client, files), ...placeName(place) }
  const answered = await desk.turn(async () => {
    const said = await dispatch(deps, { who, input: { text: wordsBehind(desk.home, text) } })
    return said.unknown && files.length > 0 ? await orKept(deps, who, said, text) : said
  })
  const opened = trigger && answered.opensForm ? await openForm(desk.deps, who, answered.opensForm) : undefined
  // Shown while it works; a status that came after the answer would stay.
  await thinking
  if (isAgent) return await sayStreamed(place, answered)
  if (!trigger || !opened?.ok) return await say(place, answered)
  try {
    await place.client.views.open({ trigger_id: trigger, view: formView(opened.form, { channel: place.channel }) })
  } catch (error) {
    // The three seconds of a trigger are over: the answer has the button that opens the form by one of its own.
    if (!isLate(error)) throw error
    await say(place, answered)
  }
}

/** Words beside a file that are no command say what it is, and it is asked about as one without words is. */
async function orKept(deps: Deps, who: Who, said: Answer, text: string): Promise<Answer> {
  const kept = await dispatch(deps, { who, input: { text: KEEP_WORDS } })
  if (!kept.ok) return said
  const note = `“${clip(text, NOTE)}” is no command that I know: say it in the form.`
  return { ...kept, reply: { ...kept.reply, notes: [...(kept.reply.notes ?? []), note] } }
}

const NOTE = 200
