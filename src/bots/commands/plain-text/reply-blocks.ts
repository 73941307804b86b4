import type { Change, Field, Reply, Section } from '../reply.js'
import { plainCell } from './cells.js'
import { chartLines } from './chart.js'
import { harmless, marked, padTo, widthOf } from './style.js'
import { type Canvas, tableLines } from './table.js'

/** What a reply says, a block of lines a part: all but its buttons, files and small print, which each place has its own way of. */
export const replyBlocks = (reply: Reply, canvas: Canvas): string[][] =>
  [
    [canvas.style.bold(harmless(reply.headline))],
    linesOf(reply.text, canvas),
    fieldLines(reply.fields, canvas),
    changeLines(reply.changes, canvas),
    reply.table ? tableLines(reply.table, canvas) : [],
    reply.chart ? chartLines(reply.chart, canvas) : [],
    reply.progress ? [progressLine(reply.progress)] : [],
    ...(reply.sections ?? []).map((section) => sectionLines(section, canvas)),
  ].filter((lines) => lines.length > 0)

/** The notes and the audit reference, each once. */
export const smallPrint = ({ notes = [], reference }: Reply): string[] =>
  [...notes, ...(reference ? [`Reference ${reference}`] : [])].filter((note, n, all) => all.indexOf(note) === n)

const linesOf = (text: string | undefined, { style }: Canvas): string[] =>
  text ? text.split('\n').map((line) => marked(harmless(line), style)) : []

function fieldLines(fields: readonly Field[] | undefined, canvas: Canvas): string[] {
  if (!fields || fields.length === 0) return []
  const width = Math.max(...fields.map((field) => widthOf(field.label)))
  return fields.map(
    (field) =>
      `${canvas.style.dim(padTo(harmless(field.label), width, false))}  ${plainCell(field.value, canvas.timeZone)}`,
  )
}

function changeLines(changes: readonly Change[] | undefined, canvas: Canvas): string[] {
  if (!changes || changes.length === 0) return []
  const width = Math.max(...changes.map((change) => widthOf(change.label)))
  return changes.map((change) => {
    const before = plainCell(change.before, canvas.timeZone) || '–'
    const after = plainCell(change.after, canvas.timeZone) || '–'
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
    ...(section.prose?.split('\n') ?? []).map(harmless),
  ]
}
