import type { App, GlobalShortcut, MessageShortcut, webApi } from '@slack/bolt'
import { caught, dispatch } from '../../commands/dispatch.js'
import { openForm } from '../../commands/forms.js'
import { directChannel, say } from '../conversation.js'
import { downloadFiles, type SharedFile } from '../download.js'
import { formView, loadingView, messageView } from '../render/modal.js'
import { type Desk, findPlace, placeOf, STRANGER } from './context.js'
import { listenToLogging } from './log-shortcut.js'
import { KEEP_WORDS } from './words.js'

const KEEP_SHORTCUT = 'keep_file'

/** *Receipt or bill* keeps a message's file and asks what it is; a global shortcut opens the form of the command it is named after. */
export function listenToShortcuts(app: App, desk: Desk): void {
  listenToLogging(app, desk)
  app.shortcut<MessageShortcut>(
    { callback_id: KEEP_SHORTCUT, type: 'message_action' },
    async ({ ack, shortcut: { message, team, user } }) => {
      await ack()
      const place = await placeOf(desk, { teamId: team?.id, userId: user.id, channel: '' })
      if (!place) return
      const { who } = place.person
      const answered = await caught(desk.deps, who, async () => {
        const attached = await downloadFiles(place.client, (message['files'] ?? []) as SharedFile[])
        return dispatch({ ...desk.deps, files: { attached } }, { who, input: { text: KEEP_WORDS } })
      })
      await say({ ...place, channel: await directChannel(place) }, answered)
    },
  )

  app.shortcut<GlobalShortcut>({ type: 'shortcut' }, async ({ ack, shortcut, client }) => {
    const opening = client.views.open({ trigger_id: shortcut.trigger_id, view: loadingView('Daybook') })
    await ack()
    const { view } = await opening
    if (view?.id) await client.views.update({ view_id: view.id, view: await viewFor(desk, shortcut) })
  })
}

/** `deal_new` → the form of `deal new`. */
async function viewFor(
  desk: Desk,
  { callback_id, team, user }: GlobalShortcut,
): Promise<webApi.ViewsUpdateArguments['view']> {
  const place = await findPlace(desk, { teamId: team?.id, userId: user.id, channel: '' })
  if (!place) return messageView('Daybook', STRANGER)
  const command = callback_id.replaceAll('_', ' ')
  const opened = await openForm(desk.deps, place.person.who, { command, values: {} })
  return opened.ok ? formView(opened.form, {}) : messageView('Daybook', opened.reply.headline)
}
