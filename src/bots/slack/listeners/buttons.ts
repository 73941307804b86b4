import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { dispatch } from '../../commands/dispatch.js'
import { openForm } from '../../commands/forms.js'
import { say } from '../conversation.js'
import { publishHome } from '../home.js'
import { formView, loadingView, messageView } from '../render/modal.js'
import { type Desk, placeOf } from './context.js'

/** Buttons: `act:` runs the pending action in its value, `form:` opens that action's form. */
export function listenToButtons(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>(/^act:/, async ({ ack, body, action, respond }) => {
    await ack()
    if (!action.value) return
    const fromHome = body.container['type'] === 'view'
    const place = await placeOf(desk, { ...originOf(body), respond: fromHome ? undefined : respond })
    if (!place) return
    const answer = await dispatch(desk.deps, { who: place.person.who, input: { action: action.value } })
    // Only an answer to what this button showed may take its place; a refusal stands beside it.
    await say(
      fromHome ? { ...place, channel: await directChannel(place) } : place,
      answer,
      answer.ok && body.container['is_ephemeral'] === true,
    )
    if (fromHome) await publishHome(desk, place)
  })

  app.action<BlockAction<ButtonAction>>(/^form:/, async ({ ack, body, action, respond }) => {
    // A trigger lives three seconds, so a view comes before anything is looked up.
    const opening = desk.clients
      .ofTeam(body.team?.id ?? '', 'interactive')
      .then(({ client }) => client.views.open({ trigger_id: body.trigger_id, view: loadingView('Daybook') }))
    await ack()
    const [opened, place] = await Promise.all([opening, placeOf(desk, { ...originOf(body), respond })])
    const viewId = opened.view?.id
    if (!place || !viewId || !action.value) return
    const form = await openForm(desk.deps, place.person.who, action.value)
    const origin = { channel: place.channel, ...(place.threadTs ? { threadTs: place.threadTs } : {}) }
    const view = form.ok ? formView(form.form, origin) : messageView('Daybook', form.reply.headline)
    await place.client.views.update({ view_id: viewId, view })
  })
}

function originOf(body: BlockAction): {
  teamId: string | undefined
  userId: string
  channel: string
  threadTs?: string
} {
  const threadTs = body.message?.['thread_ts'] as string | undefined
  return {
    teamId: body.team?.id,
    userId: body.user.id,
    channel: body.channel?.id ?? '',
    ...(threadTs ? { threadTs } : {}),
  }
}

async function directChannel(place: NonNullable<Awaited<ReturnType<typeof placeOf>>>): Promise<string> {
  const opened = await place.client.conversations.open({ users: place.slackUserId })
  return opened.channel?.id ?? ''
}
