import type { App, MessageShortcut, ViewSubmitAction, webApi } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import { caught, dispatch } from '../../commands/dispatch.js'
import { searchRecords } from '../../commands/forms.js'
import { directChannel, say } from '../conversation.js'
import { downloadFiles, type SharedFile } from '../download.js'
import { LOG_KINDS, LOG_RECORD, LOG_SHORTCUT, type LogOrigin, logModal } from '../render/log-modal.js'
import { loadingView, messageView } from '../render/modal.js'
import { wordsOfMessage } from '../words.js'
import { type Desk, findPlace, placeOf, STRANGER } from './context.js'
import { KEEP_WORDS } from './words.js'

const OPTIONS = 25

const KEEP_SHORTCUT = 'keep_file'

/** *Log to a record*: puts a message of the chat on a contact, company, deal or invoice, as a note, a call or a meeting. *Receipt or bill*: keeps a message's file and asks what it is. */
export function listenToShortcuts(app: App, desk: Desk): void {
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

  app.shortcut<MessageShortcut>(
    { callback_id: LOG_SHORTCUT, type: 'message_action' },
    async ({ ack, shortcut, client }) => {
      // A trigger lives three seconds, so a view comes before anything is looked up.
      const opening = client.views.open({ trigger_id: shortcut.trigger_id, view: loadingView('Log to a record') })
      await ack()
      const { view } = await opening
      if (view?.id) await client.views.update({ view_id: view.id, view: await viewFor(desk, shortcut) })
    },
  )

  app.options({ action_id: LOG_RECORD, type: 'block_suggestion' }, async ({ ack, body, payload }) => {
    const place = await findPlace(desk, { teamId: body.team?.id, userId: body.user.id, channel: '' })
    if (!place) return await ack({ options: [] })
    const found = await searchRecords(desk.deps, place.person.who, { kind: 'subject', query: payload.value })
    const options = found
      .slice(0, OPTIONS)
      .map(({ label, value }) => ({ text: { type: 'plain_text', text: clip(label, 75) }, value }))
    await ack({ options: options as never })
  })

  app.view<ViewSubmitAction>(LOG_SHORTCUT, async ({ ack, body, view }) => {
    const { channel = '', threadTs } = JSON.parse(view.private_metadata || '{}') as LogOrigin
    const place = await placeOf(desk, { teamId: body.team?.id, userId: body.user.id, channel, threadTs })
    if (!place) return await ack()
    const { record, note, kind } = view.state.values
    const values = { record: record?.[LOG_RECORD]?.selected_option?.value, note: note?.['note']?.value }
    const command = kind?.['kind']?.selected_option?.value ?? LOG_KINDS[0].command
    const answer = await dispatch(desk.deps, { who: place.person.who, input: { command, values } })
    if (!answer.ok) return await ack({ response_action: 'errors', errors: { record: answer.reply.headline } })
    await ack()
    await say({ ...place, channel: channel || (await directChannel(place)) }, answer)
  })
}

async function viewFor(desk: Desk, shortcut: MessageShortcut): Promise<webApi.ViewsUpdateArguments['view']> {
  const { message, channel, team, user } = shortcut
  const place = await findPlace(desk, { teamId: team?.id, userId: user.id, channel: channel.id })
  if (!place) return messageView('Log to a record', STRANGER)
  const threadTs = message['thread_ts'] as string | undefined
  const author = message.user === user.id ? place.person.name : await nameOf(place.client, message.user)
  const said = wordsOfMessage(message.text ?? '', undefined)
  const where = channel.name === 'directmessage' ? 'a direct message' : `#${channel.name}`
  return logModal(`${said}\n(${author ? `${author} in ` : ''}${where})`, {
    channel: channel.id,
    ...(threadTs ? { threadTs } : {}),
  })
}

/** The name of who wrote, where Slack tells it. */
async function nameOf(client: webApi.WebClient, user: string | undefined): Promise<string | undefined> {
  if (!user) return undefined
  const found = await client.users.info({ user }).catch(() => undefined)
  return found?.user?.real_name ?? found?.user?.name
}
