import { checkMessage } from '../blocks/check.js'
import { withIds } from '../blocks/ids.js'
import { LIMITS } from '../blocks/limits.js'
import { type Json, records, text } from '../json.js'
import { edit, post } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import type { StoredMessage } from '../workspace/types.js'
import { conversationOf, messageOf, postTarget } from './access.js'
import { type Args, optional, required, structured } from './args.js'
import { threadArg } from './chat.js'
import { imagesOf, metadataOf } from './content.js'
import { messageJson } from './present.js'
import { fromProblems, SlackError } from './slack-error.js'

/** Answers that are written while one watches: start, append as often as need be, stop. */
export function startStream(sandbox: Sandbox, args: Args): Json {
  const { app } = sandbox.workspace
  const target = postTarget(sandbox, args)
  required(args, 'thread_ts')
  const threadTs = threadArg(sandbox, target.id, args)
  const message = post(sandbox, {
    channel: target.id,
    user: app.botUserId,
    botId: app.botId,
    text: '',
    streaming: true,
    ...(threadTs ? { threadTs } : {}),
  })
  append(sandbox, message, args)
  return { channel: target.id, ts: message.ts }
}

export function appendStream(sandbox: Sandbox, args: Args): Json {
  const message = streamed(sandbox, args)
  append(sandbox, message, args)
  return { channel: message.channel, ts: message.ts }
}

export function stopStream(sandbox: Sandbox, args: Args): Json {
  const message = streamed(sandbox, args)
  append(sandbox, message, args)
  const blocks = checkedBlocks(sandbox, structured(args, 'blocks', 'invalid_blocks_format'))
  const metadata = metadataOf(args)
  edit(sandbox, message, {
    streaming: false,
    blocks: [...message.blocks, ...blocks],
    ...(metadata ? { metadata } : {}),
  })
  return { channel: message.channel, ts: message.ts, message: messageJson(sandbox, message) }
}

function streamed(sandbox: Sandbox, args: Args): StoredMessage {
  const conversation = conversationOf(sandbox, args)
  const message = messageOf(sandbox, conversation.id, required(args, 'ts'))
  if (message.botId !== sandbox.workspace.app.botId) throw new SlackError('message_not_owned_by_app')
  if (!message.streaming) throw new SlackError('message_not_in_streaming_state')
  return message
}

/** The text grows in one markdown block; whole blocks come after it. */
function append(sandbox: Sandbox, message: StoredMessage, args: Args): void {
  const chunks = records(structured(args, 'chunks', 'invalid_chunks'))
  const unknown = chunks.find((each) => each.type !== 'markdown_text' && each.type !== 'blocks')
  if (unknown) throw new SlackError('invalid_chunks')
  const added = (optional(args, 'markdown_text') ?? '') + chunks.map((each) => text(each.text) ?? '').join('')
  const blocks = chunks.flatMap((each) => checkedBlocks(sandbox, each.blocks))
  if (added === '' && blocks.length === 0) return
  const all = message.text + added
  if (all.length > LIMITS.markdownText) throw new SlackError('msg_too_long')
  const others = [...message.blocks.filter((each) => each.type !== 'markdown'), ...blocks]
  const written = all === '' ? [] : withIds([{ type: 'markdown', text: all }])
  edit(sandbox, message, { text: all, blocks: [...written, ...others] })
}

function checkedBlocks(sandbox: Sandbox, blocks: unknown): Json[] {
  const problems = checkMessage(blocks, undefined, imagesOf(sandbox))
  if (problems.length > 0) throw fromProblems('invalid_blocks', problems)
  return withIds(blocks)
}
