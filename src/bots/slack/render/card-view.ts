import type { types } from '@slack/bolt'
import type { Answer } from '../../commands/request.js'
import { replyBlocks } from './blocks.js'
import { loadingView } from './modal.js'
import { escape } from './mrkdwn.js'

/** An answer in a modal, its buttons with it: for what is clicked where no message can answer (App Home). `page` from 0, of what is long. */
export function cardView({ reply, again }: Pick<Answer, 'reply' | 'again'>, zone: string, page = 0): types.ModalView {
  const controls = again && { again: again.id, page, share: false }
  return {
    ...loadingView('Daybook'),
    callback_id: 'card',
    close: { type: 'plain_text', text: 'Close' },
    blocks: replyBlocks(reply, zone, { tables: 'lines', opens: again?.opens, controls, isView: true }),
  }
}

const NOTE = 'note'
/** As many blocks a view may have. */
const BLOCKS = 100

/** A card that stands open, as Slack sends it with a click, with a sentence at its end; the one before goes. */
export function withNote(
  view: { title: unknown; close: unknown; callback_id: string; blocks: readonly { block_id?: string }[] },
  sentence: string,
): types.ModalView {
  const { title, close, callback_id } = view as Pick<types.ModalView, 'title'> & {
    close: types.PlainTextElement | null
  } & {
    callback_id: string
  }
  const card = (view.blocks as types.KnownBlock[]).filter(({ block_id }) => block_id !== NOTE).slice(0, BLOCKS - 1)
  const elements = [{ type: 'mrkdwn' as const, text: escape(sentence) }]
  return {
    type: 'modal',
    title,
    ...(close ? { close } : {}),
    callback_id,
    blocks: [...card, { type: 'context', block_id: NOTE, elements }],
  }
}
