import { elementsOf } from '../blocks/ids.js'
import { LIMITS } from '../blocks/limits.js'
import { isRecord, type Json, records } from '../json.js'
import type { CloseView, Submitted, SubmitView } from '../page-api.js'
import { showModals } from '../page-server/show.js'
import type { Sandbox } from '../sandbox.js'
import { viewJson } from '../web-api/present.js'
import { SlackError } from '../web-api/slack-error.js'
import { checkedView } from '../web-api/views.js'
import { issueResponseUrl, issueTrigger } from '../workspace/triggers.js'
import type { StoredView } from '../workspace/types.js'
import { clearModals, modalsOf, popModal, pushModal, replaceView } from '../workspace/views.js'
import { basis, noAnswer, Refused, sendInteraction } from './interaction.js'
import { responseUrlFor } from './respond.js'
import { inputErrors, stateValues } from './state-values.js'

/** Sends a filled-in modal and does what the app answers: errors, update, push, clear, or nothing, which closes it. */
export async function submitView(sandbox: Sandbox, asked: SubmitView): Promise<Submitted> {
  const stored = openModal(sandbox, asked.as, asked.viewId)
  const blocks = records(stored.view.blocks)
  const values = stateValues(sandbox, blocks, asked.state)
  const missing = inputErrors(blocks, values)
  if (Object.keys(missing).length > 0) return withErrors(sandbox, stored, missing)
  const outcome = await sendInteraction(sandbox, {
    type: 'view_submission',
    ...basis(sandbox, asked.as),
    trigger_id: issueTrigger(sandbox.workspace, sandbox.clock, asked.as, stored.id),
    view: viewJson(sandbox, stored, values),
    response_urls: responseUrls(sandbox, asked.as, blocks, values),
  })
  if (!outcome.ok) return { outcome: 'failed', errors: {}, notice: noAnswer(sandbox, outcome) }
  if (!sandbox.workspace.views.has(stored.id)) return { outcome: 'closed', errors: {} }
  return obey(sandbox, stored, isRecord(outcome.body) ? outcome.body : {})
}

function openModal(sandbox: Sandbox, userId: string, viewId: string): StoredView {
  const stored = sandbox.workspace.views.get(viewId)
  if (!stored || stored.user !== userId || stored.type !== 'modal') {
    throw new Refused('view_not_found', 'This view is no longer open.', 404)
  }
  return stored
}

function obey(sandbox: Sandbox, stored: StoredView, answer: Json): Submitted {
  const { workspace } = sandbox
  const done = (outcome: Submitted['outcome']): Submitted => {
    showModals(sandbox, stored.user)
    return { outcome, errors: {} }
  }
  try {
    switch (answer.response_action) {
      case undefined:
        popModal(workspace, stored.user)
        return done('closed')
      case 'clear':
        clearModals(workspace, stored.user)
        return done('closed')
      case 'errors':
        return withErrors(sandbox, stored, namedErrors(stored, answer.errors))
      case 'update':
        replaceView(workspace, stored, checkedView(sandbox, answer.view, 'modal', stored.id))
        return done('updated')
      case 'push': {
        const view = checkedView(sandbox, answer.view, 'modal')
        if (modalsOf(workspace, stored.user).length >= LIMITS.viewStack) throw new SlackError('push_limit_reached')
        pushModal(workspace, stored.user, view, false)
        return done('pushed')
      }
      default:
        throw new SlackError(`unknown response_action: ${String(answer.response_action)}`)
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    const detail = JSON.stringify(error.extra)
    const notice = `We had some trouble connecting. Try again? (${error.code}${detail === '{}' ? '' : ` ${detail}`})`
    return { outcome: 'failed', errors: {}, notice }
  }
}

/** Slack shows errors only under input blocks, and takes none for others. */
function namedErrors(stored: StoredView, errors: unknown): Record<string, string> {
  const inputs = records(stored.view.blocks).filter((each) => each.type === 'input')
  const entries = Object.entries(isRecord(errors) ? errors : {})
  const misplaced = entries.find(([id]) => !inputs.some((each) => each.block_id === id))
  if (entries.length === 0) throw new SlackError('errors without entries')
  if (misplaced) throw new SlackError(`errors name a block that is no input: ${misplaced[0]}`)
  return Object.fromEntries(entries.map(([id, message]) => [id, String(message)]))
}

function withErrors(sandbox: Sandbox, stored: StoredView, errors: Record<string, string>): Submitted {
  stored.errors = errors
  showModals(sandbox, stored.user)
  return { outcome: 'errors', errors }
}

/** A conversation chosen in a select with `response_url_enabled` can be written to. */
function responseUrls(sandbox: Sandbox, user: string, blocks: readonly Json[], values: Json): Json[] {
  return blocks.flatMap((block) =>
    elementsOf(block).flatMap((element) => {
      const ofBlock = values[String(block.block_id)]
      const state = isRecord(ofBlock) ? ofBlock[String(element.action_id)] : undefined
      const channel = isRecord(state) ? (state.selected_conversation ?? state.selected_channel) : undefined
      if (element.response_url_enabled !== true || typeof channel !== 'string') return []
      const issued = issueResponseUrl(sandbox.workspace, sandbox.clock, { user, channel })
      const { block_id } = block
      const { action_id } = element
      return [{ block_id, action_id, channel_id: channel, response_url: responseUrlFor(sandbox, issued) }]
    }),
  )
}

/** Closes the top view, or all with the ✕; the app hears of it where a view asks for that. */
export async function closeView(sandbox: Sandbox, asked: CloseView): Promise<void> {
  const stored = openModal(sandbox, asked.as, asked.viewId)
  const all = asked.all || stored.view.clear_on_close === true
  const closed = all ? modalsOf(sandbox.workspace, asked.as).reverse() : [stored]
  if (all) clearModals(sandbox.workspace, asked.as)
  else popModal(sandbox.workspace, asked.as)
  showModals(sandbox, asked.as)
  for (const view of closed.filter((each) => each.view.notify_on_close === true)) {
    const values = stateValues(sandbox, records(view.view.blocks), {})
    await sendInteraction(sandbox, {
      type: 'view_closed',
      ...basis(sandbox, asked.as),
      view: viewJson(sandbox, view, values),
      is_cleared: all,
    })
  }
}
