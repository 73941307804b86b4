import type { Action, Change, Field, Reply, Section } from '../commands/reply.js'
import { cellText } from './cells.js'
import { chartLines } from './chart.js'
import { harmless, makeStyle, marked, padTo, widthOf } from './style.js'
import { type Canvas, tableLines } from './table.js'

export type RenderOptions = {
  /** Columns of the terminal. */
  width: number
  colour: boolean
  /** The reader's IANA zone. */
  timeZone: string
}

/** A reply as lines of text for a terminal, without a line break at the end. */
export function renderReply(reply: Reply, options: RenderOptions): string {
  const canvas: Canvas = { width: options.width, style: makeStyle(options.colour), timeZone: options.timeZone }
  const blocks = [
    [canvas.style.bold(harmless(reply.headline))],
    linesOf(reply.text, canvas),
    fieldLines(reply.fields, canvas),
    changeLines(reply.changes, canvas),
    reply.table ? tableLines(reply.table, canvas) : [],
    reply.chart ? chartLines(reply.chart, canvas) : [],
    reply.progress ? [progressLine(reply.progress)] : [],
    ...(reply.sections ?? []).map((section) => sectionLines(section, canvas)),
    (reply.files ?? []).map(
      (file) => `File: ${harmless(file.title)} (${harmless(file.name)}, ${file.bytes.byteLength} bytes)`,
    ),
    actionLines(reply.actions, canvas),
    smallPrint(reply, canvas),
  ]
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

const linesOf = (text: string | undefined, { style }: Canvas): string[] =>
  text ? text.split('\n').map((line) => marked(harmless(line), style)) : []

function fieldLines(fields: readonly Field[] | undefined, canvas: Canvas): string[] {
  if (!fields || fields.length === 0) return []
  const width = Math.max(...fields.map((field) => widthOf(field.label)))
  return fields.map(
    (field) =>
      `${canvas.style.dim(padTo(harmless(field.label), width, false))}  ${cellText(field.value, canvas.timeZone)}`,
  )
}

function changeLines(changes: readonly Change[] | undefined, canvas: Canvas): string[] {
  if (!changes || changes.length === 0) return []
  const width = Math.max(...changes.map((change) => widthOf(change.label)))
  return changes.map((change) => {
    const before = cellText(change.before, canvas.timeZone) || '–'
    const after = cellText(change.after, canvas.timeZone) || '–'
    return `${canvas.style.dim(padTo(harmless(change.label), width, false))}  ${before} → ${canvas.style.bold(after)}`
  })
}

const BAR = 20

function progressLine({ label, done, total }: NonNullable<Reply['progress']>): string {
  const full = total === 0 ? 0 : Math.round((BAR * done) / total)
  return `${harmless(label)}  ${'█'.repeat(full)}${'░'.repeat(BAR - full)}  ${done} of ${total}`
}

function sectionLines(section: Section, canvas: Canvas): string[] {
  return [
    canvas.style.bold(harmless(section.title)),
    ...fieldLines(section.fields, canvas),
    ...(section.table ? tableLines(section.table, canvas) : []),
    ...(section.lines ?? []).map((line) => marked(harmless(line), canvas.style)),
  ]
}

/** A terminal has no buttons: what each would do is said as it would be typed. */
function actionLines(actions: readonly Action[] | undefined, { style }: Canvas): string[] {
  const typed = (actions ?? []).flatMap((action) => {
    if ('url' in action.do) return [`${action.label}: ${harmless(action.do.url)}`]
    if (!action.typed) return []
    const typed = style.bold(harmless(action.typed))
    return [action.label === action.typed ? typed : `${harmless(action.label)}: ${typed}`]
  })
  return typed.length > 0 ? [`${style.dim('Next ')} ${typed.join(style.dim(' · '))}`] : []
}

const smallPrint = (reply: Reply, { style }: Canvas): string[] =>
  [...(reply.notes ?? []), ...(reply.reference ? [`Reference ${reply.reference}`] : [])]
    .filter((note, n, all) => all.indexOf(note) === n)
    .map((note) => style.dim(harmless(note)))
