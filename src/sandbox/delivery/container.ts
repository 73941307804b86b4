import { findElement } from '../blocks/ids.js'
import { isRecord, type Json, records } from '../json.js'
import type { Container, StateValues } from '../page-api.js'
import { sees } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { messageJson } from '../web-api/present.js'
import { findMessage, threadOf } from '../workspace/messages.js'
import type { StoredMessage, StoredView } from '../workspace/types.js'
import { channelRef, Refused, viewPart } from './interaction.js'
import { stateValues } from './state-values.js'

/** Where a person clicked, found again in what is kept. */
export interface Site {
  blocks: Json[]
  message?: StoredMessage
  view?: StoredView
}

export function siteOf(sandbox: Sandbox, userId: string, container: Container, attachmentId?: number): Site {
  if (container.type === 'view') {
    const view = sandbox.workspace.views.get(container.viewId)
    if (!view || view.user !== userId) throw new Refused('view_not_found', 'This view is no longer open.', 404)
    return { blocks: records(view.view.blocks), view }
  }
  const message = findMessage(sandbox.workspace, container.channel, container.ts)
  if (!message || !sees(sandbox, message, userId)) {
    throw new Refused('message_not_found', 'This message is no longer there.', 404)
  }
  const attachment = message.attachments.find((each) => each.id === attachmentId)
  return { blocks: attachment ? records(attachment.blocks) : message.blocks, message }
}

export function elementAt(site: Site, blockId: string, actionId: string): { block: Json; element: Json } {
  const found = findElement(site.blocks, blockId, actionId)
  if (!found) throw new Refused('element_not_found', 'This control has changed meanwhile.', 404)
  return found
}

/** What an interaction says about where it happened: container, channel and message, or view. */
export function sitePart(sandbox: Sandbox, site: Site, given: StateValues, attachmentId?: number): Json {
  const values = stateValues(sandbox, site.blocks, given)
  if (site.view) return viewPart(sandbox, site.view, values)
  const { message } = site
  const conversation = message && sandbox.workspace.conversations.get(message.channel)
  if (!conversation) return {}
  const ephemeral = message.ephemeralTo !== undefined
  const container = {
    type: attachmentId === undefined ? 'message' : 'message_attachment',
    message_ts: message.ts,
    ...(attachmentId === undefined
      ? {}
      : { attachment_id: attachmentId, is_app_unfurl: isUnfurl(message, attachmentId) }),
    ...(message.threadTs ? { thread_ts: threadOf(message) } : {}),
    channel_id: conversation.id,
    is_ephemeral: ephemeral,
  }
  const state = Object.keys(values).length > 0 ? { state: { values } } : {}
  // Slack keeps no ephemeral messages, so it can't send one along.
  const shown = ephemeral ? {} : { message: messageJson(sandbox, message) }
  return { container, channel: channelRef(conversation), ...shown, ...state }
}

function isUnfurl(message: StoredMessage, attachmentId: number): boolean {
  return message.attachments.some((each) => each.id === attachmentId && isRecord(each) && each.from_url !== undefined)
}
