import { LIMITS } from '../blocks/limits.js'
import { Refused } from '../delivery/interaction.js'
import { directOf } from '../direct.js'
import { join } from '../membership.js'
import type {
  Conversation,
  CreateConversation,
  FileInfo,
  InputUploadQuery,
  SendMessage,
  Sent,
  UploadQuery,
} from '../page-api.js'
import { post } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { share } from '../web-api/files.js'
import { findConversation } from '../workspace/conversations.js'
import { storeFile } from '../workspace/files.js'
import { randomId } from '../workspace/ids.js'
import { findMessage, threadOf } from '../workspace/messages.js'
import type { StoredConversation, StoredFile } from '../workspace/types.js'
import { SLACKBOT } from '../workspace/workspace.js'
import { escapeTyped } from './markup.js'
import { pageConversation, pageFiles, showConversation } from './show.js'

/** What people do among themselves: write, open, join, share. */
export function say(sandbox: Sandbox, where: StoredConversation, asked: SendMessage): Sent {
  const text = escapeTyped(sandbox.workspace, asked.text)
  const threadTs = threadFor(sandbox, where, asked.threadTs)
  const files = (asked.files ?? []).map((id) => uploaded(sandbox, id))
  if (files.length > 0) {
    const comment = { user: asked.as, text, ...(threadTs ? { threadTs } : {}) }
    return { channel: where.id, ts: share(sandbox, where.id, files, comment) }
  }
  const broadcast = threadTs !== undefined && asked.broadcast === true
  const thread = threadTs ? { threadTs, broadcast, ...(broadcast ? { subtype: 'thread_broadcast' } : {}) } : {}
  const message = post(sandbox, { channel: where.id, user: asked.as, text, ...thread })
  offerInvitation(sandbox, where, asked.as, text)
  return { channel: where.id, ts: message.ts }
}

function uploaded({ workspace }: Sandbox, id: string): StoredFile {
  const file = workspace.files.get(id)
  if (!file) throw new Refused('file_not_found', 'There is no such file.', 404)
  return file
}

function threadFor(sandbox: Sandbox, where: StoredConversation, threadTs: string | undefined): string | undefined {
  if (threadTs === undefined) return undefined
  const parent = findMessage(sandbox.workspace, where.id, threadTs)
  if (!parent || parent.ephemeralTo) throw new Refused('thread_not_found', 'There is no such thread.', 404)
  return threadOf(parent)
}

/** An app that isn't in the channel doesn't hear its name. */
function offerInvitation(sandbox: Sandbox, where: StoredConversation, as: string, text: string): void {
  const { app } = sandbox.workspace
  if (!text.includes(`<@${app.botUserId}>`) || where.members.includes(app.botUserId)) return
  const hint = `<@${app.botUserId}> is not in this channel, so it did not see that. Add it to the channel's members.`
  post(sandbox, { channel: where.id, user: SLACKBOT, text: hint, ephemeralTo: as })
}

export function openWith(sandbox: Sandbox, as: string, users: readonly string[]): Conversation {
  if (users.some((each) => !sandbox.workspace.users.has(each))) {
    throw new Refused('user_not_found', 'There is no such person here.', 404)
  }
  return pageConversation(sandbox, directOf(sandbox, [as, ...users]), as)
}

export function createChannel(sandbox: Sandbox, as: string, asked: CreateConversation): Conversation {
  const name = asked.name.toLowerCase()
  if (findConversation(sandbox.workspace, name)) throw new Refused('name_taken', `There is a #${name} already.`)
  const channel: StoredConversation = {
    id: randomId('C'),
    kind: asked.private ? 'private' : 'channel',
    name,
    topic: '',
    members: [as],
    created: Math.floor(sandbox.clock.now() / 1000),
  }
  sandbox.workspace.conversations.set(channel.id, channel)
  showConversation(sandbox, channel)
  sandbox.touch()
  return pageConversation(sandbox, channel, as)
}

export function inviteTo(
  sandbox: Sandbox,
  where: StoredConversation,
  as: string,
  users: readonly string[],
): Conversation {
  if (where.kind === 'im' || where.kind === 'mpim') throw new Refused('not_a_channel', 'Nobody can join a DM.')
  if (users.some((each) => !sandbox.workspace.users.has(each))) {
    throw new Refused('user_not_found', 'There is no such person here.', 404)
  }
  join(sandbox, where, users)
  return pageConversation(sandbox, where, as)
}

/** A file that somebody puts into a form, or is about to send: it is shared with nobody until something is done with it. */
export function keepUpload(
  sandbox: Sandbox,
  { as: user, filename: name, of }: InputUploadQuery,
  bytes: Buffer,
): FileInfo {
  if (bytes.length === 0) throw new Refused('invalid', 'The file is empty.')
  if (of !== 'message' && bytes.length > LIMITS.fileInputBytes)
    throw new Refused('too_large', 'Files in a form have at most 10 MB.', 413)
  const created = Math.floor(sandbox.clock.now() / 1000)
  const { id } = storeFile(sandbox.workspace, { id: randomId('F'), name, title: name, user, created }, bytes)
  const [kept] = pageFiles(sandbox, [id])
  if (!kept) throw new Refused('invalid', 'The file could not be kept.')
  return kept
}

export function shareUpload(sandbox: Sandbox, where: StoredConversation, asked: UploadQuery, bytes: Buffer): Sent {
  if (bytes.length === 0) throw new Refused('invalid', 'The file is empty.')
  const { workspace, clock } = sandbox
  const { filename: name, as: user } = asked
  const threadTs = threadFor(sandbox, where, asked.threadTs)
  const created = Math.floor(clock.now() / 1000)
  const file = storeFile(workspace, { id: randomId('F'), name, title: name, user, created }, bytes)
  const comment = { user, text: escapeTyped(workspace, asked.text ?? ''), ...(threadTs ? { threadTs } : {}) }
  return { channel: where.id, ts: share(sandbox, where.id, [file], comment) }
}
