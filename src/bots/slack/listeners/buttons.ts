import type { App, BlockAction, ButtonAction, webApi } from '@slack/bolt'
import { dispatch } from '../../commands/dispatch.js'
import { openForm } from '../../commands/forms.js'
import { directChannel, say } from '../conversation.js'
import { publishHome } from '../home.js'
import { formView, loadingView, messageView } from '../render/modal.js'
import { type Desk, findPlace, placeOf, STRANGER } from './context.js'

/** Buttons: `act:` runs the pending action in its value, `form:` opens that action's form. */
export function listenToButtons(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>(/^act:/, async ({ ack, body, action, respond }) => {
    await ack()
    if (!action.value) return
    const fromHome = body.container['type'] === 'view'
    const place = await placeOf(desk, { ...originOf(body), respond: fromHome ? undefined : respond })
    if (!place) return
    const answer = await dispatch(desk.deps, { who: place.person.who, input: { action: action.value } })
    if (!fromHome) {
      // Only an answer to what this button showed may take its place; a refusal stands beside it.
      return await say(place, answer, answer.ok && body.container['is_ephemeral'] === true)
    }
    await say({ ...place, channel: await directChannel(place) }, answer)
    await publishHome(desk, place)
  })

  app.action<BlockAction<ButtonAction>>(/^form:/, async ({ ack, body, action, client }) => {
    // A trigger lives three seconds, so a view comes before anything is looked up.
    const opening = client.views.open({ trigger_id: body.trigger_id, view: loadingView('Daybook') })
    await ack()
    const { view } = await opening
    if (view?.id) await client.views.update({ view_id: view.id, view: await viewFor(desk, body, action.value ?? '') })
  })
}

async function viewFor(desk: Desk, body: BlockAction, actionId: string): Promise<ModalView> {
  const place = await findPlace(desk, originOf(body))
  if (!place) return messageView('Daybook', STRANGER)
  const form = await openForm(desk.deps, place.person.who, actionId)
  if (!form.ok) return messageView('Daybook', form.reply.headline)
  const { channel, threadTs } = place
  return formView(form.form, { ...(channel ? { channel } : {}), ...(threadTs ? { threadTs } : {}) })
}

type ModalView = ReturnType<typeof messageView> & webApi.ViewsUpdateArguments['view']

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
