import type { App, Context, GlobalShortcut, MessageShortcut, types } from '@slack/bolt'
import { caught, dispatch } from '../../commands/dispatch.js'
import { openForm } from '../../commands/forms.js'
import { directChannel, say } from '../conversation.js'
import { downloadFiles, type SharedFile } from '../download.js'
import { openLoading } from '../loading.js'
import { formView, messageView } from '../render/modal.js'
import { type Desk, findPlace, placeOf, STRANGER, teamIn, tellLate } from './context.js'
import { listenToLogging } from './log-shortcut.js'
import { KEEP_WORDS } from './words.js'

const KEEP_SHORTCUT = 'keep_file'

/** *Receipt or bill* keeps a message's file and asks what it is; a global shortcut opens the form of the command it is named after. */
export function listenToShortcuts(app: App, desk: Desk): void {
  listenToLogging(app, desk)
  app.shortcut<MessageShortcut>(
    { callback_id: KEEP_SHORTCUT, type: 'message_action' },
    async ({ ack, shortcut: { message, user }, context }) => {
      await ack()
      const place = await placeOf(desk, { team: teamIn(context), userId: user.id, channel: '' })
      if (!place) return
      const { who } = place.person
      const answered = await caught(desk.deps, who, async () => {
        const attached = await downloadFiles(place.client, (message['files'] ?? []) as SharedFile[])
        return dispatch({ ...desk.deps, files: { attached } }, { who, input: { text: KEEP_WORDS } })
      })
      await say({ ...place, channel: await directChannel(place) }, answered)
    },
  )

  app.shortcut<GlobalShortcut>({ type: 'shortcut' }, async ({ ack, shortcut, client, context }) => {
    const opening = openLoading(client, { triggerId: shortcut.trigger_id, title: 'Daybook' })
    await ack()
    const show = await opening
    if (show) return await show(await viewFor(desk, shortcut, context))
    await tellLate(desk, { team: teamIn(context), userId: shortcut.user.id })
  })
}

/** `deal_new` → the form of `deal new`. */
async function viewFor(desk: Desk, { callback_id, user }: GlobalShortcut, context: Context): Promise<types.ModalView> {
  const place = await findPlace(desk, { team: teamIn(context), userId: user.id, channel: '' })
  if (!place) return messageView('Daybook', STRANGER)
  const command = callback_id.replaceAll('_', ' ')
  const opened = await openForm(desk.deps, place.person.who, { command, values: {} })
  return opened.ok ? formView(opened.form, {}) : messageView('Daybook', opened.reply.headline)
}
