import type { types } from '@slack/bolt'
import type { Answer } from '../../commands/request.js'
import { replyBlocks } from './blocks.js'
import { loadingView } from './modal.js'

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
