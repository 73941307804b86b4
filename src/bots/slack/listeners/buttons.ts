import type { App, BlockAction, ButtonAction, Context, StaticSelectAction, types } from '@slack/bolt'
import { dispatch } from '../../commands/dispatch.js'
import { openForm } from '../../commands/forms.js'
import { showerOf } from '../../commands/openers.js'
import type { ReplyFile } from '../../commands/reply.js'
import type { Answer } from '../../commands/request.js'
import { csvOf } from '../answer.js'
import type { Team } from '../clients.js'
import { handOver, type Place, placeName, say, sayFiles, somewhere, whereFilesAre } from '../conversation.js'
import { publishHome } from '../home/publish-home.js'
import { openLoading, replaceView } from '../loading.js'
import { askForProof, MEET } from '../meet.js'
import { cardView, withNote } from '../render/card-view.js'
import { formView, messageView } from '../render/modal.js'
import { OPEN } from '../render/open-select.js'
import { type Desk, findPlace, placeOf, STRANGER, teamIn, tellDirectly, tellLate } from './context.js'

type Click = BlockAction<ButtonAction>

/** Buttons: `act:` runs the pending action in its value, `form:` opens that action's form. */
export function listenToButtons(app: App, desk: Desk): void {
  app.action<Click>(/^act:/, async ({ ack, body, action, respond, context }) => {
    await ack()
    if (!action.value) return
    const view = body.view?.type
    const place = await placeOf(desk, { ...clickOrigin(body, context), respond: view ? undefined : respond })
    if (!place) return
    const answer = await clicked(desk, place, action.value)
    if (view === 'modal' && isHandout(answer)) return await handOverBeside(place, body, answer.reply.files ?? [])
    if (view) return await answerInView(desk, place, body, answer)
    if (isHandout(answer)) return await handOver(place, answer.reply)
    // Only an answer to what this button showed may take its place; a refusal stands beside it.
    await say(place, answer, { replace: answer.ok && body.container['is_ephemeral'] === true })
  })

  app.action<BlockAction<StaticSelectAction>>(OPEN, async ({ ack, body, action, respond, context }) => {
    await ack()
    const place = await placeOf(desk, { ...clickOrigin(body, context), respond: body.view ? undefined : respond })
    const ref = action.selected_option?.value
    const shower = ref === undefined ? undefined : showerOf(desk.deps.catalog, ref)
    if (!place || !shower || ref === undefined) return
    const input = { command: shower.command, values: { [shower.key]: ref } }
    const answer = await desk.turn(() => dispatch(desk.deps, { who: place.person.who, input }))
    if (body.view) return await answerInView(desk, place, body, answer)
    await say(place, answer)
  })

  app.action<Click>(MEET, async ({ ack, body, context }) => {
    await ack()
    const team = teamIn(context)
    await tellDirectly(desk, { team, userId: body.user.id }, await askForProof(desk, team, body.user.id))
  })

  app.action<Click>(/^(?:page:|file$)/, async ({ ack, body, action, respond, context }) => {
    await ack()
    const place = await placeOf(desk, { ...clickOrigin(body, context), respond: body.view ? undefined : respond })
    if (!place || !action.value) return
    const answer = await clicked(desk, place, action.value)
    const page = Number(action.action_id.slice('page:'.length)) || 0
    const { headline, table } = answer.reply
    if (action.action_id === 'file' && answer.ok && table)
      return await handOverBeside(place, body, [csvOf(headline, table)])
    // The page takes the place of the one before, wherever it stands: such a message is its asker's alone.
    if (body.view) return await answerInView(desk, place, body, answer, page)
    await say(place, answer, { replace: answer.ok, page })
  })

  app.action<Click>(/^form:/, async ({ ack, body, action, client, context }) => {
    const onTop = body.view?.type === 'modal'
    const opening = openLoading(client, { triggerId: body.trigger_id, title: 'Daybook', onTop })
    await ack()
    const show = await opening
    if (show) return await show(await viewFor(desk, { body, context }, action.value ?? ''))
    await tellLate(desk, clickOrigin(body, context))
  })
}

/** What was pressed gives the same as a file: what it stands on stays, and nothing is said twice. */
const isHandout = ({ ok, again, reply }: Answer): boolean => ok && again !== undefined && (reply.files ?? []).length > 0

const clicked = (desk: Desk, place: Place, action: string): Promise<Answer> =>
  desk.turn(() => dispatch({ ...desk.deps, ...placeName(place) }, { who: place.person.who, input: { action } }))

/**
 * A view answers in place: a change stands on top of Home, made anew; anything else is a card in a modal, and a card's own
 * buttons change that card. Files and what no view can be opened for any more go to the direct messages.
 */
async function answerInView(desk: Desk, place: Place, body: BlockAction, answer: Answer, page = 0): Promise<void> {
  const isChange = answer.ok && answer.reply.reference !== undefined
  const card = cardView(answer, place.person.timeZone, page)
  const { client } = place
  const isShown =
    body.view?.type === 'modal'
      ? await replaceView(client, body.view.id, card)
      : !isChange &&
        (await client.views.open({ trigger_id: body.trigger_id, view: card }).then(
          () => true,
          () => false,
        ))
  if (isChange) await publishHome(desk, place, isShown ? undefined : answer)
  else if (!isShown) await say(await somewhere(place), { ...answer, reply: { ...answer.reply, files: [] } })
  if (answer.reply.files?.length) await sayFiles(await somewhere(place), answer.reply.files)
}

/** Files go to the direct messages; a card that they were asked from stands, and says so beneath. */
async function handOverBeside(place: Place, { view }: BlockAction, files: readonly ReplyFile[]): Promise<void> {
  await sayFiles(view ? await somewhere(place) : place, files)
  if (view?.type === 'modal') await replaceView(place.client, view.id, withNote(view, whereFilesAre(files)))
}

async function viewFor(
  desk: Desk,
  { body, context }: { body: BlockAction; context: Context },
  actionId: string,
): Promise<types.ModalView> {
  const place = await findPlace(desk, clickOrigin(body, context))
  if (!place) return messageView('Daybook', STRANGER)
  const form = await openForm(desk.deps, place.person.who, actionId)
  if (!form.ok) return messageView('Daybook', form.reply.headline)
  const { channel, threadTs } = place
  return formView(form.form, {
    ...(channel ? { channel } : {}),
    ...(threadTs ? { threadTs } : {}),
    ...(body.view ? { home: true } : {}),
  })
}

/**
 * Where a button stands: its conversation, and the thread if it is in one. A message that others answered is in none of its own: what is
 * said into its thread nobody sees who has not opened that.
 */
export function clickOrigin(
  body: BlockAction,
  context: Context,
): {
  team: Team
  userId: string
  channel: string
  threadTs?: string
} {
  // A private answer comes without its message; then its container says where it stands.
  const { ts, thread_ts: parent } = (body.message ?? body.container ?? {}) as { ts?: string; thread_ts?: string }
  const threadTs = parent === ts ? undefined : parent
  return {
    team: teamIn(context),
    userId: body.user.id,
    channel: body.channel?.id ?? '',
    ...(threadTs ? { threadTs } : {}),
  }
}
