import { LIMITS } from '../blocks/limits.js'
import { type Json, records, text } from '../json.js'
import { post } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { storeFile } from '../workspace/files.js'
import { randomId } from '../workspace/ids.js'
import type { StoredFile } from '../workspace/types.js'
import { postTarget } from './access.js'
import { type Args, optional, required, structured } from './args.js'
import { threadArg } from './chat.js'
import { contentOf } from './content.js'
import { fileJson } from './present.js'
import { invalidArguments, SlackError } from './slack-error.js'

/** First step of an upload: an address to send the bytes to. */
export function getUploadURLExternal(sandbox: Sandbox, args: Args): Json {
  const name = required(args, 'filename')
  const length = Number(required(args, 'length'))
  if (!Number.isInteger(length) || length < 1) throw invalidArguments('length must be a positive number of bytes')
  const altText = optional(args, 'alt_txt') ?? optional(args, 'alt_text')
  if (altText && altText.length > LIMITS.imageAlt) throw new SlackError('alt_txt_too_large')
  const fileId = randomId('F')
  sandbox.workspace.uploads.set(fileId, { fileId, name, length, ...(altText ? { altText } : {}) })
  return { upload_url: `${sandbox.url}/upload/v1/${fileId}`, file_id: fileId }
}

/**
 * Third step. Answers before the files are shared: the message comes a moment later, so an app that looks at once
 * finds no `shares` yet.
 */
export function completeUploadExternal(sandbox: Sandbox, args: Args): Json {
  const wanted = records(structured(args, 'files'))
  if (wanted.length === 0) throw invalidArguments('missing required field: files')
  const target = optional(args, 'channel_id') ? postTarget(sandbox, args, 'channel_id') : undefined
  const threadTs = target && threadArg(sandbox, target.id, args)
  const { blocks } = contentOf(sandbox, args)
  const files = wanted.map((each) => complete(sandbox, text(each.id) ?? '', text(each.title)))
  if (target) {
    const comment = { text: optional(args, 'initial_comment') ?? '', blocks, ...(threadTs ? { threadTs } : {}) }
    sandbox.clock.after(sandbox.config.fileShareDelayMs, () => share(sandbox, target.id, files, comment))
  }
  return { files: files.map((each) => fileJson(sandbox, each)) }
}

function complete(sandbox: Sandbox, fileId: string, title: string | undefined): StoredFile {
  const { workspace, clock } = sandbox
  const upload = workspace.uploads.get(fileId)
  if (!upload?.bytes) throw new SlackError('file_not_found')
  workspace.uploads.delete(fileId)
  const { name, altText, bytes } = upload
  const created = Math.floor(clock.now() / 1000)
  const user = workspace.app.botUserId
  return storeFile(workspace, { id: fileId, name, title: title ?? name, user, created, altText }, bytes)
}

/** Makes the message that shows the files. */
export function share(
  sandbox: Sandbox,
  channel: string,
  files: readonly StoredFile[],
  comment: { text: string; blocks?: Json[]; threadTs?: string; user?: string },
): string {
  const { app } = sandbox.workspace
  const message = post(sandbox, {
    channel,
    user: app.botUserId,
    ...(comment.user ? {} : { botId: app.botId }),
    ...comment,
    files: files.map((each) => each.id),
    subtype: 'file_share',
  })
  for (const file of files) file.shares.push({ channel, ts: message.ts })
  sandbox.touch()
  return message.ts
}

export function info(sandbox: Sandbox, args: Args): Json {
  const file = sandbox.workspace.files.get(required(args, 'file'))
  if (!file) throw new SlackError('file_not_found')
  return { file: fileJson(sandbox, file), comments: [], response_metadata: { next_cursor: '' } }
}
