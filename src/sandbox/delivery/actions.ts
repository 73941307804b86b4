import { optionGroups, plainOption } from '../blocks/composition.js'
import { LIMITS } from '../blocks/limits.js'
import { newSheet } from '../blocks/place.js'
import { listOf } from '../blocks/rules.js'
import { isRecord, type Json, list } from '../json.js'
import type { AskOptions, DoAction, Done, Option, Options } from '../page-api.js'
import { showNotice } from '../page-server/show.js'
import type { Sandbox } from '../sandbox.js'
import { issueResponseUrl, issueTrigger } from '../workspace/triggers.js'
import { elementAt, siteOf, sitePart } from './container.js'
import { basis, noAnswer, Refused, sendInteraction } from './interaction.js'
import { responseUrlFor } from './respond.js'

/** A click or a choice: `block_actions`. */
export async function doAction(sandbox: Sandbox, asked: DoAction): Promise<Done> {
  const { workspace, clock } = sandbox
  const site = siteOf(sandbox, asked.as, asked.container, asked.attachmentId)
  const { block, element } = elementAt(site, asked.blockId, asked.actionId)
  const { message, view } = site
  const issued = message
    ? issueResponseUrl(workspace, clock, { user: asked.as, channel: message.channel, message })
    : undefined
  const outcome = await sendInteraction(sandbox, {
    type: 'block_actions',
    ...basis(sandbox, asked.as),
    trigger_id: issueTrigger(workspace, clock, asked.as, view?.type === 'modal' ? view.id : undefined),
    ...sitePart(sandbox, site, asked.state, asked.attachmentId),
    ...(issued ? { response_url: responseUrlFor(sandbox, issued) } : {}),
    actions: [action(sandbox, block, element, asked)],
  })
  if (outcome.ok) return { ok: true, delivered: true }
  const notice = noAnswer(sandbox, outcome)
  showNotice(sandbox, asked.as, notice)
  return { ok: true, delivered: false, notice }
}

/** The element as it stands in the block, with what was chosen. A button's text and value are the block's own. */
function action(sandbox: Sandbox, block: Json, element: Json, asked: DoAction): Json {
  const { type, options: _options, option_groups: _groups, ...shown } = element
  const chosen: Json = type === 'button' || type === 'icon_button' ? {} : { ...asked.element }
  return { ...shown, ...chosen, type, block_id: block.block_id, action_ts: sandbox.workspace.nextTs() }
}

/** Typing into an external select: `block_suggestion`, answered with options. */
export async function askOptions(sandbox: Sandbox, asked: AskOptions): Promise<Options> {
  const site = siteOf(sandbox, asked.as, asked.container)
  elementAt(site, asked.blockId, asked.actionId)
  const outcome = await sendInteraction(sandbox, {
    type: 'block_suggestion',
    ...basis(sandbox, asked.as),
    ...sitePart(sandbox, site, {}),
    block_id: asked.blockId,
    action_id: asked.actionId,
    value: asked.query,
  })
  if (!outcome.ok) throw new Refused('no_answer', noAnswer(sandbox, outcome), 502)
  return checkedOptions(outcome.body)
}

/** Options or groups of them, by Slack's limits; anything else loads nothing. */
function checkedOptions(body: unknown): Options {
  const answer = isRecord(body) ? body : {}
  const sheet = newSheet('modal', () => false)
  listOf(plainOption, { max: LIMITS.options })({ pointer: '/options', sheet }, list(answer.options))
  if (answer.option_groups !== undefined) optionGroups({ pointer: '/option_groups', sheet }, answer.option_groups)
  const [problem] = sheet.problems
  if (problem) throw new Refused('invalid_options', `Options: ${problem.message} at ${problem.pointer}`, 502)
  return {
    options: list(answer.options) as Option[],
    optionGroups: list(answer.option_groups) as Options['optionGroups'],
  }
}
