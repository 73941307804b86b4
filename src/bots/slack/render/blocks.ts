import type { types } from '@slack/bolt'
import { clip } from '../../../lib/text.js'
import type { Action, Change, Column, Field, Reply, Section, Table } from '../../commands/reply.js'
import { markedCell, plainCell, type Zone } from './cells.js'
import { type Controls, pageButtons, withButtons, withControls } from './controls.js'
import { clipEscaped, escape } from './mrkdwn.js'
import { openSelect } from './open-select.js'
import { plain } from './plain.js'
import { splitEscaped } from './split-escaped.js'
import { columnsLeft, rowsShown, tableBlock } from './table.js'

type Block = types.KnownBlock

/** Slack's limits that shape a message (docs: Block Kit reference). */
const SECTION = 3000
const FIELD = 2000
const FIELDS = 10
const BLOCKS = 50
const VIEW_BLOCKS = 100
const BUTTONS = 25
const BUTTON_TEXT = 75

export type Rendering = {
  /** The uploaded chart, which stands in the message itself. */
  chartFileId?: string
  /** App Home takes no table blocks: there a row is a line. */
  tables?: 'block' | 'lines'
  /** The answer can be given again: its pages are turned, it is had as a file or shared. */
  controls?: Controls | undefined
  /** References of records that can be opened from here. */
  opens?: readonly string[] | undefined
  /** The headline stands above already. */
  isContinued?: boolean
  /** A view takes twice as many blocks as a message. */
  isView?: boolean
}

/** A reply as Block Kit, for readers of that zone. */
export function replyBlocks(given: Reply, zone: Zone, rendering: Rendering = {}): Block[] {
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
  const room = (rendering.isView ? VIEW_BLOCKS : BLOCKS) - end.length
  if (body.length <= room) return [...body, ...end]
  const { controls } = rendering
  if (controls && buttons.every((each) => !each.action_id?.startsWith('page:')))
    return onPage(body, end, { controls, room })
  return [...body.slice(0, room - 1), context([`… and ${body.length - room + 1} more parts`]), ...end]
}

type Paging = { controls: Controls; room: number }

/** A card of more parts than there is room for is turned as a table's pages are. */
function onPage(body: readonly Block[], end: readonly Block[], { controls, room }: Paging): Block[] {
  // One for which part it is, one for the buttons.
  const parts = room - 2
  const count = Math.ceil(body.length / parts)
  const at = Math.min(controls.page, count - 1)
  const shown = body.slice(at * parts, (at + 1) * parts)
  const turn = { type: 'actions' as const, elements: pageButtons(controls.again, at, count) }
  return [...shown, context([`Part ${at + 1} of ${count}.`]), turn, ...end]
}

function headBlocks({ headline, text }: Reply, { isContinued = false }: Rendering): Block[] {
  const head = isContinued ? [] : splitEscaped(headline, SECTION - 2).map((piece) => `*${piece}*`)
  return lineBlocks([...head, ...(text ? linesOf(text) : [])])
}

/** All of a text in lines of ours, none longer than a section. */
const linesOf = (text: string, most = SECTION): string[] => text.split('\n').flatMap((line) => splitEscaped(line, most))

const section = (text: string): types.SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clipEscaped(text, SECTION) || '–' },
})

const context = (lines: readonly string[]): types.ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: clipEscaped(lines.join('\n'), SECTION) || '–' }],
})

/** Two beside each other; what is too long for that comes after them, over the whole width. */
function fieldBlocks(fields: readonly Field[], zone: Zone): Block[] {
  const texts = fields.map(({ label, value }) => `*${escape(label)}*\n${markedCell(value, zone)}`)
  const beside = texts.filter((text) => text.length <= FIELD)
  const blocks: Block[] = []
  for (let at = 0; at < beside.length; at += FIELDS)
    blocks.push({
      type: 'section',
      fields: beside.slice(at, at + FIELDS).map((text) => ({ type: 'mrkdwn', text })),
    })
  const long = fields.filter((_, at) => (texts[at]?.length ?? 0) > FIELD)
  return [
    ...blocks,
    ...long.flatMap(({ label, value }) => lineBlocks([`*${escape(label)}*`, ...linesOf(plainCell(value, zone))])),
  ]
}

function changeBlocks(changes: readonly Change[], zone: Zone): Block[] {
  return lineBlocks(changes.flatMap((change) => changeLines(change, zone)))
}

/** Before → after in one line, or as quotes above each other where that is no line any more. */
function changeLines({ label, before, after }: Change, zone: Zone): string[] {
  const line = `${escape(label)}: ${markedCell(before, zone)} → *${markedCell(after, zone)}*`
  if (line.length <= SECTION) return [line]
  return [`${escape(label)}:`, ...quoted(plainCell(before, zone)), '→', ...quoted(plainCell(after, zone))]
}

const BAR = 20

function progressBlocks(reply: Reply): Block[] {
  if (!reply.progress) return []
  const { label, done, total } = reply.progress
  const filled = total === 0 ? 0 : Math.min(BAR, Math.round((done / total) * BAR))
  return [section(`${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}  ${done} of ${total} ${escape(label)}`)]
}

function tableBlocks(table: Table | undefined, zone: Zone, rendering: Rendering): Block[] {
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
function sectionBlocks(part: Section, zone: Zone): Block[] {
  if (part.prose !== undefined) return lineBlocks([titleLine(part, zone), ...quoted(part.prose)])
  const lines = [
    ...(part.table ? tableLines(part.table, zone) : []),
    ...(part.lines ?? []).flatMap((line) =>
      splitEscaped(line, SECTION - BULLET.length).map((piece, at) => `${at === 0 ? BULLET : ''}${piece}`),
    ),
  ]
  return [
    ...(lines.length > 0 ? lineBlocks([`*${escape(part.title)}*`, ...lines]) : []),
    ...(part.fields
      ? [...(lines.length > 0 ? [] : [section(`*${escape(part.title)}*`)]), ...fieldBlocks(part.fields, zone)]
      : []),
  ]
}

/** Of what somebody wrote, when and what came with it stands above it, in one line. */
const titleLine = ({ title, fields = [] }: Section, zone: Zone): string =>
  [`*${escape(title)}*`, ...fields.map(({ label, value }) => `${escape(label)} ${markedCell(value, zone)}`)].join(
    '  ·  ',
  )

/** Somebody's words as a quote, so that they don't pass for ours; all of them, in as many sections as they need. */
const quoted = (prose: string): string[] => linesOf(prose, SECTION - QUOTE.length).map((piece) => `${QUOTE}${piece}`)

const QUOTE = '> '
const BULLET = '•  '

export function tableLines(table: Table, zone: Zone): string[] {
  const lines = table.rows.map((row) => {
    const cells = table.columns.flatMap((column, at) => {
      const cell = row[column.key]
      if (cell === null || cell === undefined || cell === '') return []
      return [`${labelInLine(table.columns, at)}${markedCell(cell, zone)}`]
    })
    return `${BULLET}${cells.join(' · ')}`
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
  // Lines are all of them, and say beneath themselves what there is besides.
  const isBlock = table !== undefined && tables !== 'lines'
  const attached = isBlock ? table.rows.length - rowsShown(table) : 0
  const more = isBlock ? (table.more ?? 0) : 0
  const lines = [
    ...(attached > 0 ? [`The attached CSV has ${attached} rows more.`] : []),
    ...(isBlock && table.rows.length > 0 ? leftOut(columnsLeft(table)) : []),
    ...(more > 0 ? [`${attached > 0 ? 'And' : 'There are'} ${more} more that are not listed.`] : []),
    ...notes,
    ...(reference ? [`Reference ${reference}`] : []),
  ]
  return lines.length > 0 ? [context([lines.map(escape).join('  ·  ')])] : []
}

/** "6 columns are in the file alone: Jan 2025 to Jun 2025." */
function leftOut(labels: readonly string[]): string[] {
  const [first, last] = [labels[0], labels.at(-1)]
  if (first === undefined || last === undefined) return []
  const [one, many] = [`1 column is in the file alone: ${first}.`, `${labels.length} columns are in the file alone`]
  return [labels.length === 1 ? one : `${many}: ${first} to ${last}.`]
}
