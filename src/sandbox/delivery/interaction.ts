import type { Json } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import { teamOf, viewJson } from '../web-api/present.js'
import type { StoredConversation, StoredView } from '../workspace/types.js'
import { deliver, form } from './deliver.js'
import type { Delivered } from './parcel.js'

/** Something a person asked for that can't be: shown to them as it is. `code` is for programs. */
export class Refused extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** What every interaction says about who and where. */
export function basis(sandbox: Sandbox, userId: string): Json {
  const { team, app, users } = sandbox.workspace
  const person = users.get(userId)
  const handle = person?.name ?? ''
  return {
    team: { id: team.id, domain: team.domain },
    enterprise: sandbox.config.enterprise ?? null,
    is_enterprise_install: sandbox.config.enterprise !== undefined,
    user: { id: userId, username: handle, name: handle, team_id: teamOf(sandbox, person) },
    api_app_id: app.id,
    token: 'sandbox',
  }
}

/** Channels by name, DMs by Slack's stand-in for one. */
export function channelRef(conversation: StoredConversation): { id: string; name: string } {
  const names = { channel: conversation.name, private: 'privategroup', im: 'directmessage', mpim: 'privategroup' }
  return { id: conversation.id, name: names[conversation.kind] }
}

/** Sends an interaction: a form whose one field `payload` is JSON. */
export function sendInteraction(sandbox: Sandbox, payload: Json & { type: string }): Promise<Delivered> {
  return deliver(sandbox, form(payload.type, payload, { payload: JSON.stringify(payload) }))
}

export function viewPart(sandbox: Sandbox, view: StoredView, values: Json): Json {
  return { view: viewJson(sandbox, view, values), container: { type: 'view', view_id: view.id } }
}

/** What a person is told when nothing usable came back. */
export function noAnswer(sandbox: Sandbox, outcome: Delivered & { ok: false }): string {
  const { name } = sandbox.workspace.app
  if (outcome.failure === 'not_connected') return `${name} isn't connected.`
  if (outcome.failure === 'http_timeout') return `${name} didn't answer in time. Try again.`
  return `${name} couldn't be reached. Try again.`
}
