import { isRecord, type Json, list, records } from '../json.js'
import { anyBlock } from './blocks.js'
import { plain } from './composition.js'
import { LIMITS } from './limits.js'
import { checkObject, fault, may, need, newSheet, type Problem, step } from './place.js'
import { bool, listOf, oneOf, string } from './rules.js'

export type KnowsImage = (idOrUrl: string) => boolean

/**
 * What Slack would refuse about the blocks of a message, with JSON pointers as it gives them (`/blocks/0/text/text`;
 * those of attachments `/attachments/0/blocks/…`). Empty: they are fine.
 */
export function checkMessage(blocks: unknown, attachments: unknown, knowsImage: KnowsImage): Problem[] {
  const sheet = newSheet('message', knowsImage)
  const root = { pointer: '', sheet }
  if (blocks !== undefined) listOf(anyBlock, { max: LIMITS.messageBlocks })(step(root, 'blocks'), blocks)
  records(attachments).forEach((each, index) => {
    if (each.blocks === undefined) return
    const at = step(step(step(root, 'attachments'), index), 'blocks')
    listOf(anyBlock, { max: LIMITS.messageBlocks })(at, each.blocks)
  })
  return sheet.problems
}

const MODAL = {
  title: need(plain(LIMITS.viewTitle)),
  submit: may(plain(LIMITS.viewButton)),
  close: may(plain(LIMITS.viewButton)),
  clear_on_close: may(bool),
  notify_on_close: may(bool),
  submit_disabled: may(bool),
}

/** What Slack would refuse about a view, with pointers that begin at `/view`. */
export function checkView(view: unknown, allowed: 'modal' | 'home', knowsImage: KnowsImage): Problem[] {
  const sheet = newSheet(allowed, knowsImage)
  const place = { pointer: '/view', sheet }
  const spec = {
    type: need(oneOf(allowed)),
    blocks: need(listOf(anyBlock, { max: LIMITS.viewBlocks })),
    private_metadata: may(string({ max: LIMITS.privateMetadata })),
    callback_id: may(string({ max: LIMITS.callbackId })),
    external_id: may(string({ max: LIMITS.externalId })),
    ...(allowed === 'modal' ? MODAL : {}),
  }
  if (!checkObject(place, view, spec)) return sheet.problems
  if (allowed === 'modal' && !view.submit) {
    list(view.blocks).forEach((each, index) => {
      if (!isInput(each)) return
      fault(step(step(place, 'blocks'), index), 'must define `submit` to use an `input` block in modals')
    })
  }
  return sheet.problems
}

function isInput(block: unknown): block is Json {
  return isRecord(block) && block.type === 'input'
}
