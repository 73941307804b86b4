import { isRecord, type Json, records, text } from '../json.js'
import type * as Page from '../page-api.js'
import type { Sandbox } from '../sandbox.js'
import { canSee, othersIn } from '../workspace/conversations.js'
import { findFile, isImage } from '../workspace/files.js'
import { repliesOf } from '../workspace/messages.js'
import type { Person, StoredConversation, StoredFile, StoredMessage, StoredView } from '../workspace/types.js'
import { homeOf, modalsOf } from '../workspace/views.js'

/** What is kept, in the shapes of `page-api.ts`. */
export function pageMessage(sandbox: Sandbox, message: StoredMessage): Page.Message {
  const replies = message.threadTs === message.ts || !message.threadTs ? repliesOfParent(sandbox, message) : []
  const latest = replies.at(-1)
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: pageBlocks(sandbox, message.blocks),
    attachments: message.attachments.map((each) => pageAttachment(sandbox, each)),
    files: pageFiles(sandbox, message.files),
    reactions: message.reactions,
    ephemeral: message.ephemeralTo !== undefined,
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
    ...(latest
      ? {
          threadTs: message.ts,
          replyCount: replies.length,
          replyUsers: [...new Set(replies.map((each) => each.user))],
          latestReply: latest.ts,
        }
      : {}),
    ...(message.broadcast ? { broadcast: true } : {}),
    ...(message.edited ? { editedTs: message.edited.ts } : {}),
    ...(message.subtype ? { subtype: message.subtype } : {}),
  }
}

function repliesOfParent(sandbox: Sandbox, message: StoredMessage): StoredMessage[] {
  return message.ephemeralTo ? [] : repliesOf(sandbox.workspace, message.channel, message.ts)
}

function pageAttachment(sandbox: Sandbox, attachment: Json): Page.Attachment {
  const blocks = attachment.blocks === undefined ? {} : { blocks: pageBlocks(sandbox, records(attachment.blocks)) }
  return { ...attachment, ...blocks, id: Number(attachment.id) }
}

/** Blocks for a browser: an image that was uploaded has an address that the browser can fetch. */
function pageBlocks(sandbox: Sandbox, blocks: readonly Json[]): Page.Block[] {
  return blocks.map((block) => {
    const shown = withImageUrl(sandbox, block)
    if (isRecord(block.accessory)) shown.accessory = withImageUrl(sandbox, block.accessory)
    if (block.type === 'context') shown.elements = records(block.elements).map((each) => withImageUrl(sandbox, each))
    return { ...shown, type: text(block.type) ?? '' }
  })
}

function withImageUrl(sandbox: Sandbox, node: Json): Json {
  if (!isRecord(node.slack_file)) return { ...node }
  const { slack_file: named, ...rest } = node
  const file = findFile(sandbox.workspace, text(named.id) ?? text(named.url) ?? '')
  return { ...rest, image_url: file ? filePath(file) : '' }
}

const filePath = (file: StoredFile) => `/sandbox/api/files/${file.id}`

export function pageFiles(sandbox: Sandbox, ids: readonly string[]): Page.FileInfo[] {
  return ids.flatMap((id) => {
    const file = findFile(sandbox.workspace, id)
    if (!file) return []
    const { name, title, mimetype, filetype, size, altText } = file
    const about = { id, name, title, mimetype, filetype, size, url: filePath(file), isImage: isImage(file) }
    return [{ ...about, ...(altText ? { altText } : {}) }]
  })
}

const KINDS = { guest: 'guest', outside: 'other organisation' }

export function pageUser(person: Person): Page.User {
  const { id, name, realName, email, colour, tz, isBot, kind } = person
  const title = kind === 'member' ? person.title : [person.title, KINDS[kind]].filter(Boolean).join(', ')
  return { id, name, realName, title, email, colour, tz, isBot }
}

export function pageConversation(
  sandbox: Sandbox,
  conversation: StoredConversation,
  viewer: string,
): Page.Conversation {
  const { id, kind, topic, members } = conversation
  const others = othersIn(conversation, viewer)
  const names = others.map((each) => sandbox.workspace.users.get(each)?.realName ?? each)
  return {
    id,
    kind,
    topic,
    members,
    name: conversation.name || names.join(', '),
    isMember: members.includes(viewer),
    ...(kind === 'im' && others[0] ? { withUser: others[0] } : {}),
  }
}

export function pageView(sandbox: Sandbox, stored: StoredView): Page.View {
  const { view } = stored
  return {
    id: stored.id,
    type: stored.type,
    blocks: pageBlocks(sandbox, records(view.blocks)),
    callbackId: text(view.callback_id) ?? '',
    clearOnClose: view.clear_on_close === true,
    notifyOnClose: view.notify_on_close === true,
    submitDisabled: view.submit_disabled === true,
    hash: stored.hash,
    errors: stored.errors,
    ...plain('title', view.title),
    ...plain('submit', view.submit),
    ...plain('close', view.close),
  }
}

function plain(key: 'title' | 'submit' | 'close', value: unknown): Partial<Record<typeof key, Page.PlainText>> {
  if (!isRecord(value)) return {}
  return { [key]: { type: 'plain_text', text: text(value.text) ?? '' } }
}

/** Tells a person's pages which modals are open. */
export function showModals(sandbox: Sandbox, userId: string): void {
  sandbox.hub.publish((viewer) => {
    if (viewer !== userId) return null
    return { type: 'modals', modals: modalsOf(sandbox.workspace, userId).map((each) => pageView(sandbox, each)) }
  })
}

export function showHome(sandbox: Sandbox, userId: string): void {
  sandbox.hub.publish((viewer) => {
    const home = viewer === userId ? homeOf(sandbox.workspace, userId) : undefined
    return home ? { type: 'home', home: pageView(sandbox, home) } : null
  })
}

export function showConversation(sandbox: Sandbox, conversation: StoredConversation): void {
  sandbox.hub.publish((viewer) =>
    canSee(conversation, viewer)
      ? { type: 'conversation', conversation: pageConversation(sandbox, conversation, viewer) }
      : null,
  )
}

export function showNotice(sandbox: Sandbox, userId: string, notice: string): void {
  sandbox.hub.publish((viewer) => (viewer === userId ? { type: 'notice', text: notice } : null))
}
