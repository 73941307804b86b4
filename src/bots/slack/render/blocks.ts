import type { types } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import type { Action, Change, Column, Field, Reply, Section, Table } from '../../commands/reply.js'
import { markedCell } from './cells.js'
import { type Controls, pageButtons, withButtons, withControls } from './controls.js'
import { escape } from './mrkdwn.js'
import { openSelect } from './open-select.js'
import { plain } from './plain.js'
import { splitEscaped } from './split-escaped.js'
import { rowsShown, tableBlock } from './table.js'

type Block = types.KnownBlock

/** Slack's limits that shape a message (docs: Block Kit reference). */
const SECTION = 3000
const FIELD = 2000
const FIELDS = 10
const BLOCKS = 50
const BUTTONS = 25
const BUTTON_TEXT = 75

export type Rendering = {
  /** The uploaded chart, which stands in the message itself. */
  chartFileId?: string
  /** App Home takes no table blocks: there a row is a line. */
  tables?: 'block' | 'lines'
  /** The answer can be given again: its pages are turned, it is had as a file or shared. */
  controls?: Controls
  /** References of records that can be opened from here. */
  opens?: readonly string[] | undefined
  /** The headline stands above already. */
  isContinued?: boolean
}

/** A reply as Block Kit. `zone` is the reader's. */
export function replyBlocks(given: Reply, zone: string, rendering: Rendering = {}): Block[] {
  const { reply, buttons, note } = withControls(given, rendering.controls)
  const body = [
    ...headBlocks(reply, rendering),
    ...fieldBlocks(reply.fields ?? [], zone),
    ...changeBlocks(reply.changes ?? [], zone),
    ...progressBlocks(reply),
    ...(reply.sections ?? []).flatMap((part) => sectionBlocks(part, zone)),
    ...tableBlocks(reply.table, zone, rendering),
    ...chartBlocks(reply, rendering),
  ]
  // Whatever has to be left out, the buttons and the small print are not.
  const end = [
    ...withButtons(actionBlocks(reply.actions ?? []), [...buttons, ...openSelect(reply, rendering.opens)]),
    ...noteBlocks({ ...reply, notes: [...(note ? [note] : []), ...(reply.notes ?? [])] }, rendering),
  ]
  const room = BLOCKS - end.length
  if (body.length <= room) return [...body, ...end]
  const { controls } = rendering
  if (controls && buttons.every((each) => !each.action_id?.startsWith('page:'))) return onPage(body, end, controls)
  return [...body.slice(0, room - 1), context([`… and ${body.length - room + 1} more parts`]), ...end]
}

/** A card of more parts than a message takes is turned as a table's pages are. */
function onPage(body: readonly Block[], end: readonly Block[], controls: Controls): Block[] {
  // One for which part it is, one for the buttons.
  const room = BLOCKS - end.length - 2
  const count = Math.ceil(body.length / room)
  const at = Math.min(controls.page, count - 1)
  const shown = body.slice(at * room, (at + 1) * room)
  const turn = { type: 'actions' as const, elements: pageButtons(controls.again, at, count) }
  return [...shown, context([`Part ${at + 1} of ${count}.`]), turn, ...end]
}

function headBlocks({ headline, text }: Reply, { isContinued = false }: Rendering): Block[] {
  const lines = [...(isContinued ? [] : [`*${escape(headline)}*`]), ...(text ? [escape(text)] : [])]
  return lines.length > 0 ? [section(lines.join('\n'))] : []
}

const section = (text: string): types.SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clip(text, SECTION) || '–' },
})

const context = (lines: readonly string[]): types.ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: clip(lines.join('\n'), SECTION) || '–' }],
})

function fieldBlocks(fields: readonly Field[], zone: string): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < fields.length; at += FIELDS) {
    const part = fields.slice(at, at + FIELDS)
    blocks.push({
      type: 'section',
      fields: part.map((field) => ({
        type: 'mrkdwn',
        text: clip(`*${escape(field.label)}*\n${markedCell(field.value, zone)}`, FIELD),
      })),
    })
  }
  return blocks
}

function changeBlocks(changes: readonly Change[], zone: string): Block[] {
  if (changes.length === 0) return []
  const lines = changes.map(
    (change) => `${escape(change.label)}: ${markedCell(change.before, zone)} → *${markedCell(change.after, zone)}*`,
  )
  return [section(lines.join('\n'))]
}

const BAR = 20

function progressBlocks(reply: Reply): Block[] {
  if (!reply.progress) return []
  const { label, done, total } = reply.progress
  const filled = total === 0 ? 0 : Math.min(BAR, Math.round((done / total) * BAR))
  return [section(`${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}  ${done} of ${total} ${escape(label)}`)]
}

function tableBlocks(table: Table | undefined, zone: string, rendering: Rendering): Block[] {
  if (!table || table.rows.length === 0) return []
  return rendering.tables === 'lines' ? lineBlocks(tableLines(table, zone)) : [tableBlock(table, zone)]
}

/** As many sections as the lines need, none cut where the one before is full. */
function lineBlocks(lines: readonly string[]): Block[] {
  const texts: string[] = []
  for (const line of lines) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= SECTION) texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts.map(section)
}

/** Slack takes one table a message, so a card's parts are lines: the cells of a row joined by middle dots. */
function sectionBlocks(part: Section, zone: string): Block[] {
  if (part.prose !== undefined) return lineBlocks([titleLine(part, zone), ...quoted(part.prose)])
  const lines = [
    ...(part.table ? tableLines(part.table, zone) : []),
    ...(part.lines ?? []).map((line) => `•  ${escape(line)}`),
  ]
  return [
    ...(lines.length > 0 ? lineBlocks([`*${escape(part.title)}*`, ...lines]) : []),
    ...(part.fields
      ? [...(lines.length > 0 ? [] : [section(`*${escape(part.title)}*`)]), ...fieldBlocks(part.fields, zone)]
      : []),
  ]
}

/** Of what somebody wrote, when and what came with it stands above it, in one line. */
const titleLine = ({ title, fields = [] }: Section, zone: string): string =>
  [`*${escape(title)}*`, ...fields.map(({ label, value }) => `${escape(label)} ${markedCell(value, zone)}`)].join(
    '  ·  ',
  )

/** Somebody's words as a quote, so that they don't pass for ours; all of them, in as many sections as they need. */
const quoted = (prose: string): string[] =>
  prose.split('\n').flatMap((line) => splitEscaped(line, SECTION - QUOTE.length).map((piece) => `${QUOTE}${piece}`))

const QUOTE = '> '

export function tableLines(table: Table, zone: string): string[] {
  const lines = table.rows.map((row) => {
    const cells = table.columns.flatMap((column, at) => {
      const cell = row[column.key]
      if (cell === null || cell === undefined || cell === '') return []
      return [`${labelInLine(table.columns, at)}${markedCell(cell, zone)}`]
    })
    return `•  ${cells.join(' · ')}`
  })
  return table.more ? [...lines, `_… and ${table.more} more_`] : lines
}

/** Without a head above it a figure or a date does not say what it is, but for the only sum of a line and a day it begins with. */
function labelInLine(columns: readonly Column[], at: number): string {
  const column = columns[at]
  const isOnlySum = columns.filter((each) => each.type === 'money').length === 1
  const needsLabel =
    column?.type === 'number' || (column?.type === 'money' && !isOnlySum) || (column?.type === 'date' && at > 0)
  return column && needsLabel ? `${escape(column.label.toLowerCase())} ` : ''
}

function chartBlocks(reply: Reply, rendering: Rendering): Block[] {
  if (!reply.chart || !rendering.chartFileId) return []
  const alt = `${reply.chart.title}: ${reply.chart.categories.join(', ')}`
  return [
    {
      type: 'image',
      slack_file: { id: rendering.chartFileId },
      alt_text: clip(alt, FIELD),
    },
  ]
}

export function actionBlocks(actions: readonly Action[]): Block[] {
  const elements = actions.slice(0, BUTTONS).map(button)
  return elements.length > 0 ? [{ type: 'actions', elements }] : []
}

/** The value is the pending action's id alone; what it stands for is in our database. */
function button(action: Action, index: number): types.Button {
  const base: types.Button = {
    type: 'button',
    action_id: `${'form' in action.do ? 'form' : 'act'}:${index}`,
    text: plain(action.label, BUTTON_TEXT),
    ...(action.style ? { style: action.style } : {}),
  }
  if ('url' in action.do) return { ...base, url: action.do.url }
  return { ...base, value: action.id ?? '' }
}

function noteBlocks({ table, notes = [], reference }: Reply, { tables }: Rendering): Block[] {
  const attached = table ? table.rows.length - rowsShown(table) : 0
  // Lines say it beneath themselves.
  const more = tables === 'lines' ? 0 : (table?.more ?? 0)
  const lines = [
    ...(attached > 0 ? [`The attached CSV has ${attached} rows more.`] : []),
    ...(more > 0 ? [`${attached > 0 ? 'And' : 'There are'} ${more} more that are not listed.`] : []),
    ...notes,
    ...(reference ? [`Reference ${reference}`] : []),
  ]
  return lines.length > 0 ? [context([lines.map(escape).join('  ·  ')])] : []
}
