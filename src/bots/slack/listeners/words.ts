import type { App } from '@slack/bolt'
import { dispatch } from '../../commands/dispatch.js'
import { say } from '../conversation.js'
import { wordsOfCommand, wordsOfMessage } from '../words.js'
import { type Desk, placeOf } from './context.js'

/** Slash commands, mentions and direct messages: the same words in three places. */
export function listenToWords(app: App, desk: Desk): void {
  app.command(/.*/, async ({ command, ack, respond }) => {
    // Silently: a slash answer can't be replaced by its own response_url, so it comes once, finished.
    await ack()
    const place = await placeOf(desk, {
      teamId: command.team_id,
      userId: command.user_id,
      channel: command.channel_id,
      respond,
    })
    if (place)
      await say(
        place,
        await dispatch(desk.deps, {
          who: place.person.who,
          input: { text: wordsOfCommand(command.command, command.text) },
        }),
      )
  })

  app.event('app_mention', async ({ event, context }) => {
    if (!event.user) return
    const words = wordsOfMessage(event.text, context.botUserId)
    await answer(
      desk,
      { teamId: context.teamId, userId: event.user, channel: event.channel, threadTs: event.thread_ts ?? event.ts },
      words,
    )
  })

  app.message(async ({ message, context }) => {
    if (message.subtype !== undefined || message.channel_type !== 'im' || !('text' in message) || !message.text) return
    const words = wordsOfMessage(message.text, context.botUserId)
    await answer(
      desk,
      { teamId: context.teamId, userId: message.user, channel: message.channel, threadTs: message.thread_ts },
      words,
    )
  })
}

async function answer(desk: Desk, origin: Parameters<typeof placeOf>[1], text: string): Promise<void> {
  const place = await placeOf(desk, origin)
  if (place) await say(place, await dispatch(desk.deps, { who: place.person.who, input: { text } }))
}
