import type { App, Context, MessageShortcut, types, ViewSubmitAction, webApi } from '@slack/bolt'
import { dispatch } from '../../commands/dispatch.js'
import { searchRecords } from '../../commands/forms.js'
import { suggestRecords } from '../../commands/suggest.js'
import { say, somewhere } from '../conversation.js'
import { openLoading } from '../loading.js'
import { withinPatience } from '../patience.js'
import { LOG_KINDS, LOG_RECORD, LOG_SHORTCUT, type LogOrigin, logModal, optionOf } from '../render/log-modal.js'
import { messageView, originIn } from '../render/modal.js'
import { wordsOfMessage } from '../words.js'
import { type Desk, findPlace, placeOf, STRANGER, teamIn, tellLate, withNamesIn } from './context.js'

const OPTIONS = 25

/** *Log to a record*: puts a message of the chat on a record, as a note, a call or a meeting, and proposes those that it names. */
export function listenToLogging(app: App, desk: Desk): void {
  app.shortcut<MessageShortcut>(
    { callback_id: LOG_SHORTCUT, type: 'message_action' },
    async ({ ack, shortcut, client, context }) => {
      const opening = openLoading(client, { triggerId: shortcut.trigger_id, title: 'Log to a record' })
      await ack()
      const show = await opening
      if (show) return await show(await viewFor(desk, shortcut, context))
      await tellLate(desk, { team: teamIn(context), userId: shortcut.user.id })
    },
  )

  app.options({ action_id: LOG_RECORD, type: 'block_suggestion' }, async ({ ack, body, payload, context }) => {
    const place = await findPlace(desk, { team: teamIn(context), userId: body.user.id, channel: '' })
    if (!place) return await ack({ options: [] })
    const { suggested = [] } = originIn<LogOrigin>(
      (body.view as { private_metadata?: string } | undefined)?.private_metadata,
    )
    const { who } = place.person
    const isBlank = payload.value.trim() === ''
    const found = isBlank ? suggested : await searchRecords(desk.deps, who, { kind: 'subject', query: payload.value })
    await ack({ options: found.slice(0, OPTIONS).map(optionOf) as never })
  })

  app.view<ViewSubmitAction>(LOG_SHORTCUT, async ({ ack, body, view, context }) => {
    const { channel = '', threadTs } = originIn<LogOrigin>(view.private_metadata)
    const place = await placeOf(desk, { team: teamIn(context), userId: body.user.id, channel, threadTs })
    if (!place) return await ack()
    const { record, note, kind } = stateOf(view)
    const values = { record: record?.[LOG_RECORD]?.selected_option?.value, note: note?.['note']?.value }
    const command = kind?.['kind']?.selected_option?.value ?? LOG_KINDS[0].command
    const work = dispatch(desk.deps, { who: place.person.who, input: { command, values } })
    const inTime = await withinPatience(work)
    if (!inTime) await ack()
    const answer = await work
    if (inTime && !answer.ok) return await ack({ response_action: 'errors', errors: { record: answer.reply.headline } })
    if (inTime) await ack()
    await say(await somewhere(place), answer)
  })
}

/** A view without inputs has none. */
const stateOf = ({ state }: ViewSubmitAction['view']) => (state as Partial<typeof state>).values ?? {}

async function viewFor(desk: Desk, shortcut: MessageShortcut, context: Context): Promise<types.ModalView> {
  const { message, channel, user } = shortcut
  const place = await findPlace(desk, { team: teamIn(context), userId: user.id, channel: channel.id })
  if (!place) return messageView('Log to a record', STRANGER)
  const threadTs = message['thread_ts'] as string | undefined
  const author = await authorOf(place.client, message.user)
  const name = message.user === user.id ? place.person.name : author?.name
  const said = await withNamesIn(desk, place, wordsOfMessage(message.text ?? '', context.botUserId))
  const where = channel.name === 'directmessage' ? 'a direct message' : `#${channel.name}`
  const suggested = await suggestRecords(desk.deps, place.person.who, `${said} ${author?.email ?? ''}`)
  return logModal(`${said}\n(${name ? `${name} in ` : ''}${where})`, {
    channel: channel.id,
    ...(threadTs ? { threadTs } : {}),
    suggested,
  })
}

/** Who wrote, where Slack tells it: a customer in a shared channel is a contact by the address. */
async function authorOf(
  client: webApi.WebClient,
  user: string | undefined,
): Promise<{ name: string | undefined; email: string | undefined } | undefined> {
  if (!user) return undefined
  const found = await client.users.info({ user }).catch(() => undefined)
  return { name: found?.user?.real_name ?? found?.user?.name, email: found?.user?.profile?.email }
}
