import { escapeHtml } from '../../lib/escape-html.js'
import { plainCell } from '../commands/plain-text/cells.js'
import { smallPrint } from '../commands/plain-text/reply-blocks.js'
import type { Change, Field, Reply, Section } from '../commands/reply.js'
import { markedHtml, STYLE } from './html.js'
import { htmlTable } from './html-table.js'
import type { MailButton } from './mail-buttons.js'

export type HtmlRendering = {
  timeZone: string
  buttons: readonly MailButton[]
  /** Where the chart's picture is: `cid:…` in a mail, `data:…` in a page. */
  chart?: string | undefined
}

/** The HTML part: what the text part says, with the chart as a picture and buttons. No scripts, nothing fetched from anywhere. */
export const mailHtml = (reply: Reply, rendering: HtmlRendering): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(reply.headline)}</title></head>
<body style="${STYLE.body}">
${htmlOf(reply, rendering)}
</body></html>
`

/** A reply as the inside of a page. */
export function htmlOf(reply: Reply, { timeZone, buttons, chart }: HtmlRendering): string {
  const parts = [
    `<p style="${STYLE.headline}">${escapeHtml(reply.headline)}</p>`,
    reply.text ? `<p style="${STYLE.text}">${markedHtml(reply.text)}</p>` : '',
    fields(reply.fields, timeZone),
    changes(reply.changes, timeZone),
    reply.table ? htmlTable(reply.table, timeZone) : '',
    chart && reply.chart
      ? `<p style="${STYLE.text}"><img src="${chart}" alt="${escapeHtml(reply.chart.title)}" width="640" style="max-width:100%;height:auto"></p>`
      : '',
    reply.progress
      ? `<p style="${STYLE.text}">${reply.progress.done} of ${reply.progress.total} ${escapeHtml(reply.progress.label)}</p>`
      : '',
    ...(reply.sections ?? []).map((section) => sectionHtml(section, timeZone)),
    buttons.length > 0 ? `<p style="margin:16px 0 0">${buttons.map(button).join('\n')}</p>` : '',
    small(smallPrint(reply)),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

const labelled = (rows: readonly (readonly [label: string, value: string])[]): string =>
  rows.length === 0
    ? ''
    : `<table style="${STYLE.table}" cellspacing="0" cellpadding="0">${rows
        .map(
          ([label, value]) =>
            `<tr><td style="${STYLE.label}">${escapeHtml(label)}</td><td style="${STYLE.value}">${value}</td></tr>`,
        )
        .join('')}</table>`

const fields = (given: readonly Field[] = [], timeZone: string): string =>
  labelled(given.map(({ label, value }) => [label, escapeHtml(plainCell(value, timeZone))]))

const changes = (given: readonly Change[] = [], timeZone: string): string =>
  labelled(
    given.map(({ label, before, after }) => [
      label,
      `${escapeHtml(plainCell(before, timeZone) || '–')} → <b>${escapeHtml(plainCell(after, timeZone) || '–')}</b>`,
    ]),
  )

function sectionHtml(section: Section, timeZone: string): string {
  const lines = (section.lines ?? []).map((line) => `<li>${markedHtml(line)}</li>`)
  return [
    `<p style="${STYLE.title}">${escapeHtml(section.title)}</p>`,
    fields(section.fields, timeZone),
    section.table ? htmlTable(section.table, timeZone) : '',
    section.prose === undefined ? '' : quote(section.prose),
    lines.length > 0 ? `<ul style="margin:0 0 12px;padding-left:20px">${lines.join('')}</ul>` : '',
  ].join('')
}

const quote = (prose: string): string =>
  `<blockquote style="margin:0 0 12px;padding-left:12px;border-left:2px solid #ccc">${escapeHtml(prose).replaceAll('\n', '<br>\n')}</blockquote>`

const button = ({ label, href, primary = false }: MailButton): string =>
  `<a href="${escapeHtml(href)}" style="${STYLE.button}${primary ? STYLE.primary : ''}">${escapeHtml(label)}</a>`

const small = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<p style="${STYLE.small}">${lines.map(escapeHtml).join('<br>\n')}</p>`
