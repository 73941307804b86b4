import type { types } from '@slack/bolt'
import { dispatch } from '../commands/dispatch.js'
import type { Reply } from '../commands/reply.js'
import type { Place } from './conversation.js'
import type { Desk } from './listeners/context.js'
import { replyBlocks } from './render/blocks.js'

/** What App Home shows, as it would be typed: each part appears only for whom the command answers. */
const HOME_COMMANDS = ['close mine', 'deal list', 'thread list', 'invoice list overdue'] as const
const HOME_BLOCKS = 100
/** Home is a glance; the command itself shows the rest. */
const HOME_ROWS = 6

/** Publishes a person's App Home: their close tasks, their deals, mail with their customers, what is overdue. */
export async function publishHome(desk: Desk, place: Place): Promise<void> {
  const blocks: types.KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: `Good to see you, ${place.person.name.split(' ')[0]}` } },
  ]
  for (const text of HOME_COMMANDS) {
    const answer = await dispatch(desk.deps, { who: place.person.who, input: { text } })
    // What one has none of needs no line; a heading alone would only push the rest down.
    if (!answer.ok || !answer.reply.table) continue
    blocks.push(...replyBlocks(shortened(answer.reply), place.person.timeZone, { tables: 'lines' }), {
      type: 'divider',
    })
  }
  blocks.push({
    type: 'context',
    elements: [{ type: 'mrkdwn', text: 'Type `/daybook help` anywhere, or write to me in a direct message.' }],
  })
  await place.client.views.publish({
    user_id: place.slackUserId,
    view: { type: 'home', blocks: blocks.slice(0, HOME_BLOCKS) },
  })
}

function shortened(reply: Reply): Reply {
  const { table } = reply
  if (!table || table.rows.length <= HOME_ROWS) return reply
  const rows = table.rows.slice(0, HOME_ROWS)
  return { ...reply, table: { ...table, rows, more: table.rows.length - HOME_ROWS + (table.more ?? 0) } }
}
