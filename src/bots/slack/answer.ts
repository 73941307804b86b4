import { setTimeout as pause } from 'node:timers/promises'
import { RespondError, type types, webApi } from '@slack/bolt'
import { chartPng } from '../../documents/chart-png.js'
import { tableCsv } from '../../documents/table-csv.js'
import type { Reply, ReplyFile, Table } from '../commands/reply.js'
import { replyBlocks } from './render/blocks.js'
import type { Zone } from './render/cells.js'
import type { Controls } from './render/controls.js'
import { escape } from './render/mrkdwn.js'
import { isNarrowed, rowsShown } from './render/table.js'
import { uploadPicture } from './upload.js'

/** A message ready to be sent by whichever way: `text` is what notifications and screen readers say. */
export type SlackMessage = { text: string; blocks: types.KnownBlock[] }

/**
 * A rendered reply. When it shows a picture, it can also be said without, the picture then being a file beside it; and whatever it shows, it
 * can be said in one sentence, with its table as a file.
 */
export type Rendered = {
  message: SlackMessage
  withoutPicture?: { message: SlackMessage; file: ReplyFile }
  bare: { message: SlackMessage; files: readonly ReplyFile[] }
}

type Shown = {
  zone: Zone
  controls?: Controls | undefined
  opens?: readonly string[] | undefined
  isContinued?: boolean
}

/** Renders a reply, uploading its chart first so that the picture stands in the message. */
export async function rendered(client: webApi.WebClient, reply: Reply, { zone, ...shown }: Shown): Promise<Rendered> {
  const messageWith = (chartFileId?: string): SlackMessage => ({
    text: escape(reply.headline),
    blocks: replyBlocks(reply, zone, { ...shown, ...(chartFileId ? { chartFileId } : {}) }),
  })
  const bare = bareOf(reply, shown.controls !== undefined)
  if (!reply.chart) return { message: messageWith(), bare }
  const { title } = reply.chart
  const file: ReplyFile = { name: 'chart.png', contentType: 'image/png', bytes: await chartPng(reply.chart), title }
  const withoutPicture = { message: messageWith(), file }
  const fileId = await uploadPicture(client, file).catch(() => undefined)
  return { message: messageWith(fileId), withoutPicture, bare }
}

/** The headline alone. `paged`: its table has a button for the file where the message is shown, and so no file yet. */
function bareOf(reply: Reply, paged: boolean): Rendered['bare'] {
  const { headline, table } = reply
  const notes = [
    'Slack would not show all of this answer. Please tell whoever runs Daybook.',
    ...(table ? ['Its table is in the file.'] : []),
  ]
  const blocks = replyBlocks({ headline, notes }, null)
  const isAttached = !paged && table !== undefined && isMoreThanShown(table)
  return {
    message: { text: escape(headline), blocks },
    files: table && !isAttached ? [csvOf(headline, table)] : [],
  }
}

/** What stands above a reply's chart, and so can be shown before that is drawn. */
export function aboveChart(reply: Reply, { zone, ...shown }: Shown): types.KnownBlock[] {
  if (!reply.chart) return []
  const blocks = replyBlocks(reply, zone, { ...shown, chartFileId: 'to come' })
  return blocks.slice(
    0,
    Math.max(
      0,
      blocks.findIndex(({ type }) => type === 'image'),
    ),
  )
}

/** An uploaded picture may not be usable at once although Slack says that it is; then the message is refused as a whole. */
const PICTURE_PAUSES_MS = [0, 1_500]

/**
 * Sends by `send`; answers what it answered, and the files that are still to be sent (a picture that Slack won't show). A message that it
 * refuses as a whole would be silence: then at least its headline is said.
 */
export async function sendRendered<T>(
  { message, withoutPicture, bare }: Rendered,
  send: (message: SlackMessage) => Promise<T>,
): Promise<{ sent: T; files: readonly ReplyFile[] }> {
  for (const wait of withoutPicture && showsPicture(message) ? PICTURE_PAUSES_MS : []) {
    await pause(wait)
    const sent = await unlessRefused(() => send(message))
    if (sent) return { ...sent, files: [] }
  }
  const files = withoutPicture ? [withoutPicture.file] : []
  const sent = await unlessRefused(() => send(withoutPicture?.message ?? message))
  if (sent) return { ...sent, files }
  return { sent: await send(bare.message), files: [...files, ...bare.files] }
}

async function unlessRefused<T>(send: () => Promise<T>): Promise<{ sent: T } | undefined> {
  try {
    return { sent: await send() }
  } catch (error) {
    if (!isAboutBlocks(error)) throw error
    return undefined
  }
}

const showsPicture = ({ blocks }: SlackMessage): boolean => blocks.some((block) => block.type === 'image')

const isAboutBlocks = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError
    ? error.data.error.startsWith('invalid_blocks')
    : error instanceof RespondError && error.statusCode === 400

/** The reply's files, and the whole table as CSV where the message doesn't show all of it and has no button for that. */
export function filesOf(reply: Reply, { paged = false } = {}): ReplyFile[] {
  const files = [...(reply.files ?? [])]
  const { table } = reply
  if (!paged && table && isMoreThanShown(table)) files.push(csvOf(reply.headline, table))
  return files
}

const isMoreThanShown = (table: Table): boolean => table.rows.length > rowsShown(table) || isNarrowed(table)

/** A whole table, for a spreadsheet. */
export const csvOf = (title: string, table: Table): ReplyFile => ({
  name: 'table.csv',
  contentType: 'text/csv',
  bytes: new TextEncoder().encode(tableCsv(table)),
  title,
})
