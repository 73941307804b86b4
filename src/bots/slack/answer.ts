import type { types, webApi } from '@slack/bolt'
import { chartPng } from '../../documents/chart-png.js'
import { tableCsv } from '../../documents/table-csv.js'
import type { Reply, ReplyFile } from '../commands/reply.js'
import { replyBlocks } from './render/blocks.js'
import { escape } from './render/mrkdwn.js'
import { TABLE_ROWS_SHOWN } from './render/table.js'

/** A message ready to be sent by whichever way: `text` is what notifications and screen readers say. */
export type SlackMessage = { text: string; blocks: types.KnownBlock[] }

/** Renders a reply, uploading its chart first so that the picture stands in the message. */
export async function messageOf(client: webApi.WebClient, reply: Reply, zone: string): Promise<SlackMessage> {
  const chartFileId = reply.chart
    ? await uploadPrivately(client, await chartPng(reply.chart), reply.chart.title)
    : undefined
  return { text: escape(reply.headline), blocks: replyBlocks(reply, zone, chartFileId ? { chartFileId } : {}) }
}

/** Uploads without sharing: Slack shows it to whoever sees a message that holds it. */
async function uploadPrivately(
  client: webApi.WebClient,
  bytes: Uint8Array,
  title: string,
): Promise<string | undefined> {
  const answer = await client.filesUploadV2({ file: Buffer.from(bytes), filename: 'chart.png', title })
  const [completed] = (answer as unknown as { files?: { files?: { id?: string }[] }[] }).files ?? []
  return completed?.files?.[0]?.id
}

/** The reply's files, and the whole table as CSV where the message shows only its first rows. */
export function filesOf(reply: Reply): ReplyFile[] {
  const files = [...(reply.files ?? [])]
  if (reply.table && reply.table.rows.length > TABLE_ROWS_SHOWN) {
    const bytes = new TextEncoder().encode(tableCsv(reply.table))
    files.push({ name: 'table.csv', contentType: 'text/csv', bytes, title: reply.headline })
  }
  return files
}

export async function sendFiles(
  client: webApi.WebClient,
  files: readonly ReplyFile[],
  channel: string,
  threadTs?: string,
): Promise<void> {
  for (const file of files) {
    const place = threadTs ? { channel_id: channel, thread_ts: threadTs } : { channel_id: channel }
    await client.filesUploadV2({ ...place, file: Buffer.from(file.bytes), filename: file.name, title: file.title })
  }
}
