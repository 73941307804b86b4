import type { App, Context, GlobalShortcut, MessageShortcut, types } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import { dispatch } from '../../commands/dispatch.js'
import { openForm } from '../../commands/forms.js'
import type { Args } from '../../commands/resolve-args.js'
import { say, somewhere } from '../conversation.js'
import { filesFrom, type SharedFile } from '../download.js'
import { openLoading } from '../loading.js'
import { formView, messageView } from '../render/modal.js'
import { wordsOfMessage } from '../words.js'
import { type Desk, findPlace, placeOf, STRANGER, teamIn, tellLate, withNamesIn } from './context.js'
import { listenToLogging } from './log-shortcut.js'
import { KEEP_WORDS } from './words.js'

const KEEP_SHORTCUT = 'keep_file'
/** Opens the form of the command that it is named after with what the message says. */
const OF_MESSAGE = /^message_/

/** *Receipt or bill* keeps a message's file and asks what it is; every other opens the form of the command it is named after. */
export function listenToShortcuts(app: App, desk: Desk): void {
  listenToLogging(app, desk)
  app.shortcut<MessageShortcut>(
    { callback_id: KEEP_SHORTCUT, type: 'message_action' },
    async ({ ack, shortcut: { message, user }, context }) => {
      await ack()
      const place = await placeOf(desk, { team: teamIn(context), userId: user.id, channel: '' })
      if (!place) return
      const { who } = place.person
      const files = filesFrom(place.client, (message['files'] ?? []) as SharedFile[])
      const answered = await dispatch({ ...desk.deps, files }, { who, input: { text: KEEP_WORDS } })
      await say(await somewhere(place), answered)
    },
  )

  app.shortcut<MessageShortcut>(
    { callback_id: OF_MESSAGE, type: 'message_action' },
    async ({ ack, shortcut, client, context }) => {
      const opening = openLoading(client, { triggerId: shortcut.trigger_id, title: 'Daybook' })
      await ack()
      const show = await opening
      if (!show) return await tellLate(desk, { team: teamIn(context), userId: shortcut.user.id })
      const { message, channel } = shortcut
      const place = { user: shortcut.user, channel: channel.id, threadTs: message['thread_ts'] as string | undefined }
      const words = wordsOfMessage(message.text ?? '', context.botUserId)
      await show(await formFor(desk, place, { command: commandOf(shortcut), said: words }, context))
    },
  )

  app.shortcut<GlobalShortcut>({ type: 'shortcut' }, async ({ ack, shortcut, client, context }) => {
    const opening = openLoading(client, { triggerId: shortcut.trigger_id, title: 'Daybook' })
    await ack()
    const show = await opening
    const { user } = shortcut
    if (show) return await show(await formFor(desk, { user }, { command: commandOf(shortcut) }, context))
    await tellLate(desk, { team: teamIn(context), userId: shortcut.user.id })
  })
}

/** `deal_new`, and of a message `message_task_new` → the command whose form it opens. */
const commandOf = ({ callback_id }: { callback_id: string }): string =>
  callback_id.replace(/^message_/, '').replaceAll('_', ' ')

const SUBJECT = 100
const WHAT = 250

/** What a message says as the fields that such forms have: the first line is what it is about, the whole what happened. */
function wordsFor(said: string): Args {
  const [first = ''] = said.split('\n')
  return { subject: clip(first, SUBJECT), note: said, what: clip(said.replaceAll('\n', ' '), WHAT) }
}

type Pressed = { user: { id: string }; channel?: string; threadTs?: string | undefined }

async function formFor(
  desk: Desk,
  { user, channel = '', threadTs }: Pressed,
  { command, said }: { command: string; said?: string },
  context: Context,
): Promise<types.ModalView> {
  const place = await findPlace(desk, { team: teamIn(context), userId: user.id, channel })
  if (!place) return messageView('Daybook', STRANGER)
  const values = said === undefined ? {} : wordsFor(await withNamesIn(desk, place, said))
  const known = Object.keys(desk.deps.catalog.commands.get(command)?.params ?? {})
  const given = Object.fromEntries(Object.entries(values).filter(([key]) => known.includes(key)))
  const opened = await openForm(desk.deps, place.person.who, { command, values: given })
  if (!opened.ok) return messageView('Daybook', opened.reply.headline)
  return formView(opened.form, { ...(channel ? { channel } : {}), ...(threadTs ? { threadTs } : {}) })
}
