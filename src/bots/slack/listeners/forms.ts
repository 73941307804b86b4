import type { App } from '@slack/bolt'
import { searchRecords, submitForm } from '../../commands/forms.js'
import type { RecordKind } from '../../commands/params.js'
import { say } from '../conversation.js'
import { FORM_CALLBACK, type FormOrigin, formValues, INPUT, type ViewState } from '../render/modal.js'
import { clip } from '../render/mrkdwn.js'
import { type Desk, placeOf } from './context.js'

/** Submitted modals and what their searchable selects ask. */
export function listenToForms(app: App, desk: Desk): void {
  app.view(FORM_CALLBACK, async ({ ack, body, view }) => {
    const origin = JSON.parse(view.private_metadata || '{}') as Partial<FormOrigin>
    const place = await placeOf(desk, {
      teamId: body.team?.id,
      userId: body.user.id,
      channel: origin.channel ?? '',
      threadTs: origin.threadTs,
    })
    if (!place || !origin.formId) return void (await ack())
    const submitted = await submitForm(
      desk.deps,
      place.person.who,
      origin.formId,
      formValues(view.state.values as ViewState),
    )
    if ('errors' in submitted) return void (await ack({ response_action: 'errors', errors: { ...submitted.errors } }))
    await ack()
    const channel =
      origin.channel || (await place.client.conversations.open({ users: place.slackUserId })).channel?.id || ''
    await say({ ...place, channel }, submitted.answer)
  })

  app.options({ action_id: new RegExp(`^${INPUT}:`), type: 'block_suggestion' }, async ({ ack, body, payload }) => {
    const { workspaceId } = await desk.clients.ofTeam(body.team?.id ?? '', 'interactive')
    const place = await placeOf(desk, { teamId: body.team?.id, userId: body.user.id, channel: '' })
    if (!place || place.person.who.workspaceId !== workspaceId) return void (await ack({ options: [] }))
    const origin = JSON.parse(body.view?.private_metadata || '{}') as Partial<FormOrigin>
    const kind = payload.action_id.slice(INPUT.length + 1) as RecordKind
    const options = await searchRecords(desk.deps, place.person.who, {
      kind,
      query: payload.value,
      formId: origin.formId,
    })
    await ack({
      options: options.map((each) => ({
        text: { type: 'plain_text', text: clip(each.label, 75) },
        value: each.value,
      })) as never,
    })
  })
}
