import type { types } from '@slack/bolt'
import type { Reply } from '../../commands/reply.js'
import { replyBlocks } from './blocks.js'
import { loadingView } from './modal.js'

/** A reply in a modal, its buttons with it: for what is clicked where no message can answer (App Home). */
export const cardView = (reply: Reply, zone: string, opens?: readonly string[]): types.ModalView => ({
  ...loadingView('Daybook'),
  callback_id: 'card',
  close: { type: 'plain_text', text: 'Close' },
  blocks: replyBlocks(reply, zone, { tables: 'lines', opens }),
})
