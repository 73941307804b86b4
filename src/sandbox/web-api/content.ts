import { checkMessage, type KnowsImage } from '../blocks/check.js'
import { withIds } from '../blocks/ids.js'
import { LIMITS } from '../blocks/limits.js'
import { isRecord, type Json, list, records } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import { findFile, isImage } from '../workspace/files.js'
import { type Args, optional, structured } from './args.js'
import { fromProblems, SlackError } from './slack-error.js'

export interface Content {
  text: string
  blocks: Json[]
  attachments: Json[]
}

export function imagesOf(sandbox: Sandbox): KnowsImage {
  return (idOrUrl) => {
    const file = findFile(sandbox.workspace, idOrUrl)
    return file !== undefined && isImage(file)
  }
}

/** What a message says, checked as Slack checks it: text, blocks, attachments. */
export function contentOf(sandbox: Sandbox, args: Args, maxText: number = LIMITS.messageText): Content {
  const text = optional(args, 'text') ?? ''
  const markdown = optional(args, 'markdown_text')
  const blocks = structured(args, 'blocks', 'invalid_blocks_format')
  const attachments = structured(args, 'attachments', 'invalid_attachments')
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackError('invalid_blocks_format')
  if (markdown !== undefined && (text !== '' || blocks !== undefined)) throw new SlackError('markdown_text_conflict')
  if (text.length > maxText) throw new SlackError('msg_too_long')
  if (list(attachments).length > LIMITS.attachments) throw new SlackError('too_many_attachments')
  const written = markdown === undefined ? blocks : [{ type: 'markdown', text: markdown }]
  const problems = checkMessage(written, attachments, imagesOf(sandbox))
  if (problems.length > 0) throw fromProblems('invalid_blocks', problems)
  return {
    text: markdown ?? text,
    blocks: withIds(written),
    attachments: numbered(attachments),
  }
}

/** Attachments are numbered from 1; clicks on their buttons come back with that number. */
function numbered(attachments: unknown): Json[] {
  return records(attachments).map((each, index) => ({
    ...each,
    id: index + 1,
    ...(each.blocks === undefined ? {} : { blocks: withIds(each.blocks) }),
  }))
}

export function isEmpty(content: Content): boolean {
  return content.text.trim() === '' && content.blocks.length === 0 && content.attachments.length === 0
}

export function metadataOf(args: Args): Json | undefined {
  const metadata = structured(args, 'metadata', 'invalid_metadata_format')
  if (metadata === undefined) return undefined
  if (!isRecord(metadata) || typeof metadata.event_type !== 'string' || !isRecord(metadata.event_payload)) {
    throw new SlackError('invalid_metadata_format')
  }
  if (JSON.stringify(metadata).length > LIMITS.metadataJson) throw new SlackError('metadata_too_large')
  return metadata
}
