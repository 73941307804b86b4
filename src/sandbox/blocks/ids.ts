import { randomBytes } from 'node:crypto'
import { isRecord, type Json, records } from '../json.js'

const shortId = () => randomBytes(4).toString('base64url').slice(0, 5)

/** The same blocks with the block and action ids that Slack makes up where an app gave none. */
export function withIds(blocks: unknown): Json[] {
  return records(blocks).map((block) => {
    const named: Json = { ...block, block_id: block.block_id || shortId() }
    if (isRecord(block.accessory)) named.accessory = withActionId(block.accessory)
    if (isRecord(block.element)) named.element = withActionId(block.element)
    if (block.type === 'actions' || block.type === 'context_actions') {
      named.elements = records(block.elements).map(withActionId)
    }
    return named
  })
}

function withActionId(element: Json): Json {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id || shortId() }
}

/** The interactive elements of a block. */
export function elementsOf(block: Json): Json[] {
  return [block.accessory, block.element, ...records(block.elements)].filter(isRecord)
}

/** The element with these ids and its block; undefined when there is none. */
export function findElement(
  blocks: readonly Json[],
  blockId: string,
  actionId: string,
): { block: Json; element: Json } | undefined {
  const block = blocks.find((each) => each.block_id === blockId)
  const element = block && elementsOf(block).find((each) => each.action_id === actionId)
  return block && element ? { block, element } : undefined
}
