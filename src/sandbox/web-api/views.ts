import { checkView } from '../blocks/check.js'
import { LIMITS } from '../blocks/limits.js'
import { isRecord, type Json, text } from '../json.js'
import { showHome, showModals } from '../page-server/show.js'
import type { Sandbox } from '../sandbox.js'
import { exchangeTrigger } from '../workspace/triggers.js'
import type { StoredView, Trigger } from '../workspace/types.js'
import { homeOf, modalsOf, publishHome, pushModal, replaceView } from '../workspace/views.js'
import { userOf } from './access.js'
import { type Args, optional, required, requiredRecord } from './args.js'
import { imagesOf } from './content.js'
import { viewJson } from './present.js'
import { fromProblems, SlackError } from './slack-error.js'

export function open(sandbox: Sandbox, args: Args): Json {
  const trigger = redeem(sandbox, args)
  const view = checkedView(sandbox, requiredRecord(args, 'view'), 'modal')
  const stored = pushModal(sandbox.workspace, trigger.user, view, true)
  showModals(sandbox, trigger.user)
  return { view: viewJson(sandbox, stored) }
}

/** Onto the stack that the click came from. */
export function push(sandbox: Sandbox, args: Args): Json {
  const trigger = redeem(sandbox, args)
  const view = checkedView(sandbox, requiredRecord(args, 'view'), 'modal')
  const stack = modalsOf(sandbox.workspace, trigger.user)
  if (!trigger.viewId || !stack.some((each) => each.id === trigger.viewId)) throw new SlackError('invalid_trigger_id')
  if (stack.length >= LIMITS.viewStack) throw new SlackError('push_limit_reached')
  const stored = pushModal(sandbox.workspace, trigger.user, view, false)
  showModals(sandbox, trigger.user)
  return { view: viewJson(sandbox, stored) }
}

/** The trigger is looked at first, so that a modal opened too late fails even if its view is wrong too. */
function redeem(sandbox: Sandbox, args: Args): Trigger {
  const trigger = exchangeTrigger(sandbox.workspace, sandbox.clock, required(args, 'trigger_id'))
  if (typeof trigger === 'string') throw new SlackError(trigger)
  return trigger
}

export function update(sandbox: Sandbox, args: Args): Json {
  const stored = viewNamed(sandbox, args)
  const view = checkedView(sandbox, requiredRecord(args, 'view'), stored.type, stored.id)
  const hash = optional(args, 'hash')
  if (hash !== undefined && hash !== stored.hash) throw new SlackError('hash_conflict')
  replaceView(sandbox.workspace, stored, view)
  if (stored.type === 'home') showHome(sandbox, stored.user)
  else showModals(sandbox, stored.user)
  return { view: viewJson(sandbox, stored) }
}

/** By id, or by the name that the app gave it; `not_found` also when the person has closed it meanwhile. */
function viewNamed(sandbox: Sandbox, args: Args): StoredView {
  const id = optional(args, 'view_id')
  const external = optional(args, 'external_id')
  const views = [...sandbox.workspace.views.values()]
  const found = views.find((each) =>
    id ? each.id === id : external !== undefined && each.view.external_id === external,
  )
  if (!found) throw new SlackError('not_found')
  return found
}

export function publish(sandbox: Sandbox, args: Args): Json {
  const person = userOf(sandbox, args, 'user_id')
  if (!sandbox.config.manifest.features.app_home?.home_tab_enabled) throw new SlackError('not_enabled')
  const existing = homeOf(sandbox.workspace, person.id)
  const view = checkedView(sandbox, requiredRecord(args, 'view'), 'home', existing?.id)
  const hash = optional(args, 'hash')
  if (hash !== undefined && existing && hash !== existing.hash) throw new SlackError('hash_conflict')
  const stored = publishHome(sandbox.workspace, person.id, view)
  showHome(sandbox, person.id)
  sandbox.touch()
  return { view: viewJson(sandbox, stored) }
}

/** The view, if Slack would take it. `replacing` is the view whose external_id it may keep. */
export function checkedView(sandbox: Sandbox, view: unknown, type: 'modal' | 'home', replacing?: string): Json {
  const problems = checkView(view, type, imagesOf(sandbox))
  if (problems.length > 0 || !isRecord(view)) throw fromProblems('invalid_arguments', problems)
  if (JSON.stringify(view).length > LIMITS.viewJson) throw new SlackError('view_too_large')
  const external = text(view.external_id)
  const taken = [...sandbox.workspace.views.values()].some(
    (each) => external && each.view.external_id === external && each.id !== replacing,
  )
  if (taken) throw new SlackError('duplicate_external_id')
  return view
}
