import type { AckFn, App, ViewResponseAction, ViewSubmitAction } from '@slack/bolt'
import { readForm, searchOptions, searchRecords } from '../../commands/forms.js'
import type { RecordKind } from '../../commands/params.js'
import type { Answer } from '../../commands/request.js'
import { type Place, say, somewhere } from '../conversation.js'
import { filesFrom } from '../download.js'
import { publishHome } from '../home/publish-home.js'
import { replaceView } from '../loading.js'
import { withinPatience } from '../patience.js'
import { cardView } from '../render/card-view.js'
import { optionOf } from '../render/log-modal.js'
import {
  FORM_CALLBACK,
  formFiles,
  formValues,
  INPUT,
  LISTED,
  loadingView,
  messageView,
  originIn,
  type ViewState,
} from '../render/modal.js'
import { type Desk, findPlace, placeOf, teamIn } from './context.js'

/** Submitted modals and what their searchable selects ask. */
export function listenToForms(app: App, desk: Desk): void {
  app.view<ViewSubmitAction>(FORM_CALLBACK, async ({ ack, body, view, context }) => {
    const { formId, channel = '', threadTs, home } = originIn(view.private_metadata)
    const place = await placeOf(desk, { team: teamIn(context), userId: body.user.id, channel, threadTs })
    if (!place || !formId) return await ack()
    const values = formValues(view.state.values as ViewState)
    const files = filesFrom(place.client, formFiles(view.state.values as ViewState))
    const entered = await readForm({ ...desk.deps, files }, place.person.who, formId, values)
    if ('errors' in entered) return await ack(complaint(entered.errors, view))
    if (home) return await answerAtHome(desk, place, { viewId: view.id, work: entered.carryOut() }, ack)
    await ack()
    await say(await somewhere(place), await entered.carryOut())
  })

  app.options(
    { action_id: new RegExp(`^${INPUT}:`), type: 'block_suggestion' },
    async ({ ack, body, payload, context }) => {
      const place = await findPlace(desk, { team: teamIn(context), userId: body.user.id, channel: '' })
      if (!place) return await ack({ options: [] })
      const { formId } = originIn((body.view as { private_metadata?: string } | undefined)?.private_metadata)
      const what = String(payload.action_id).slice(INPUT.length + 1)
      const asked = { query: String(payload.value), formId }
      const { who } = place.person
      const found = what.startsWith(LISTED)
        ? await searchOptions(desk.deps, who, { ...asked, list: what.slice(LISTED.length) })
        : await searchRecords(desk.deps, who, { ...asked, kind: what as RecordKind })
      await ack({ options: found.map(optionOf) as never })
    },
  )
}

type AtHome = { viewId: string; work: Promise<Answer> }

/**
 * A form that Home opened: a change stands on Home, anything else (a preview to confirm) in the form's place. What takes longer than
 * Slack waits is waited for in the form, which then says what came of it: a view can't be closed afterwards.
 */
async function answerAtHome(
  desk: Desk,
  place: Place,
  { viewId, work }: AtHome,
  ack: AckFn<ViewResponseAction>,
): Promise<void> {
  const inTime = await withinPatience(work)
  if (!inTime) await ack({ response_action: 'update', view: loadingView('Daybook') })
  const answer = await work
  const isChange = answer.ok && answer.reply.reference !== undefined
  const card = cardView(answer, place.person.timeZone)
  if (inTime) await ack(isChange ? { response_action: 'clear' } : { response_action: 'update', view: card })
  else if (!(await replaceView(place.client, viewId, card)) && !isChange) await say(await somewhere(place), answer)
  if (isChange) await publishHome(desk, place, answer)
}

/** Slack shows an error beside its field; what is wrong with something that is no field of the form takes its place. */
function complaint(errors: Readonly<Record<string, string>>, view: ViewSubmitAction['view']) {
  const fields = new Set(view.blocks.map((block) => block.block_id))
  const beside = Object.entries(errors).filter(([key]) => fields.has(key))
  if (beside.length > 0) return { response_action: 'errors' as const, errors: Object.fromEntries(beside) }
  const text = Object.values(errors).join('\n')
  return { response_action: 'update' as const, view: messageView('Daybook', text) }
}
