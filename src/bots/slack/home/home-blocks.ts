import type { types } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import { typedAction } from '../../commands/actions.js'
import type { Action } from '../../commands/reply.js'
import type { Answer } from '../../commands/request.js'
import { actionBlocks, replyBlocks, tableLines } from '../render/blocks.js'
import { escape } from '../render/mrkdwn.js'
import { plain } from '../render/plain.js'

type Block = types.KnownBlock

/** A section's answer, by row the stored action that opens its record, and the one that shows all where there is more. */
export type ShownSection = {
  title: string
  text: string
  answer: Answer
  openers: readonly (string | undefined)[]
  rows?: number
  all?: string | undefined
}

export type Home = {
  name: string
  zone: string
  /** What a button of this Home has just done. */
  done?: Answer | undefined
  sections: readonly ShownSection[]
}

/** Slack's limit of a view (docs: Block Kit reference). */
const HOME_BLOCKS = 100
const SECTION = 3000
/** Home is a glance; the command itself shows the rest. */
export const HOME_ROWS = 6
const HOME_BUTTONS = 5

/** App Home as blocks: what was just done, then a section a question, as many as Slack takes. */
export function homeBlocks({ name, zone, done, sections }: Home): Block[] {
  const top: Block[] = [
    { type: 'header', text: plain(`Good to see you, ${name.split(' ')[0]}`, 150) },
    ...(done ? [...replyBlocks(done.reply, zone, { tables: 'lines' }), divider] : []),
  ]
  const shown: Block[] = []
  const left: string[] = []
  for (const section of sections) {
    const blocks = sectionBlocks(section, zone)
    if (top.length + shown.length + blocks.length >= HOME_BLOCKS) left.push(section.text)
    else shown.push(...blocks)
  }
  const empty = sections.length === 0 ? [mrkdwn('Nothing waits for you.')] : []
  return [...top, ...empty, ...shown, small(closingLine(left))]
}

const divider: Block = { type: 'divider' }

const mrkdwn = (text: string): types.SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clip(text, SECTION) },
})

const small = (text: string): types.ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: clip(text, SECTION) || '–' }],
})

const closingLine = (left: readonly string[]): string =>
  [
    ...(left.length > 0 ? [`There is more: ${left.map((text) => `\`${text}\``).join(', ')}.`] : []),
    'Type `/daybook help` anywhere, or write to me in a direct message.',
  ].join(' ')

/** One line for the answer, one for each row with a button that opens it, the buttons of the answer, small print. */
function sectionBlocks({ title, text, answer, openers, all, rows = HOME_ROWS }: ShownSection, zone: string): Block[] {
  const { headline, table, actions = [], notes = [] } = answer.reply
  if (!table) return []
  const rest = restOf(answer, rows)
  const lines = tableLines({ columns: table.columns, rows: table.rows.slice(0, rows) }, zone)
  const print = [...(rest > 0 ? [all ? `${rest} more` : `${rest} more: \`${text}\``] : []), ...notes.map(escape)]
  return [
    mrkdwn(`*${escape(title)}*  ·  ${escape(headline)}`),
    ...lines.map((line, at) => withOpener(mrkdwn(line), openers[at])),
    ...actionBlocks([...(all ? [showAll(all)] : []), ...actions.slice(0, HOME_BUTTONS)]),
    ...(print.length > 0 ? [small(print.join('  ·  '))] : []),
    divider,
  ]
}

/** How many rows are not shown here. */
export const restOf = ({ reply: { table } }: Answer, rows = HOME_ROWS): number =>
  table ? Math.max(0, table.rows.length - rows + (table.more ?? 0)) : 0

const showAll = (id: string): Action => ({ ...typedAction('Show all', ''), id })

const withOpener = (row: types.SectionBlock, opener: string | undefined): types.SectionBlock => {
  if (opener === undefined) return row
  const accessory: types.Button = {
    type: 'button',
    action_id: 'act:open',
    text: { type: 'plain_text', text: 'Open' },
    value: opener,
  }
  return { ...row, accessory }
}
