import { chartPng } from '../../documents/chart-png.js'
import { tableCsv } from '../../documents/table-csv.js'
import type { Table } from '../../lib/table.js'
import type { Catalog } from '../commands/define-command.js'
import type { Reply } from '../commands/reply.js'
import { type Answering, type MailButton, mailButtons } from './mail-buttons.js'
import { mailHtml } from './render-html.js'
import { mailText } from './render-text.js'

/** What a mail says: both its parts, and what comes with it. A `cid` is shown within the HTML part (RFC 2392). */
export type MailContent = {
  subject: string
  text: string
  html: string
  attachments: readonly { filename: string; contentType: string; content: Uint8Array; cid?: string }[]
}

export type MailRendering = {
  subject: string
  /** The reader's IANA zone. */
  timeZone: string
  catalog: Catalog
  /** Who takes answers as commands; null: nobody, and then there are no buttons but links. */
  answering: Answering | null
  /** Buttons of this mail's own, before the reply's. */
  buttons?: readonly MailButton[]
}

const CHART = 'chart@daybook'
/** A longer table is read in a spreadsheet. */
const ROWS_SHOWN = 200

/**
 * A reply as a mail: the one way in which anything that commands answer goes out by mail, asked for or on a schedule. Text and
 * HTML say the same; a chart is a picture within, files are attached, of a long table the whole as CSV.
 */
export async function mailOfReply(reply: Reply, rendering: MailRendering): Promise<MailContent> {
  const { subject, timeZone, catalog, answering } = rendering
  const buttons = [...(rendering.buttons ?? []), ...mailButtons(reply.actions ?? [], catalog, answering)]
  const shown = reply.table ? { ...reply, table: shortened(reply.table) } : reply
  const picture = reply.chart ? [await pictureOf(reply.chart)] : []
  return {
    subject,
    text: mailText(shown, buttons, timeZone),
    html: mailHtml(shown, { timeZone, buttons, chart: reply.chart && `cid:${CHART}` }),
    attachments: [...picture, ...filesOf(reply)],
  }
}

const pictureOf = async (chart: NonNullable<Reply['chart']>) => ({
  filename: 'chart.png',
  contentType: 'image/png',
  content: await chartPng(chart),
  cid: CHART,
})

const shortened = (table: Table): Table =>
  table.rows.length <= ROWS_SHOWN
    ? table
    : { ...table, rows: table.rows.slice(0, ROWS_SHOWN), more: (table.more ?? 0) + table.rows.length - ROWS_SHOWN }

function filesOf({ files = [], table }: Reply): MailContent['attachments'] {
  const given = files.map(({ name, contentType, bytes }) => ({ filename: name, contentType, content: bytes }))
  if (!table || table.rows.length <= ROWS_SHOWN) return given
  return [
    ...given,
    { filename: 'table.csv', contentType: 'text/csv', content: new TextEncoder().encode(tableCsv(table)) },
  ]
}
