import { setTimeout as pause } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import type { ReplyFile } from '../commands/reply.js'

/** Shares files in a conversation. Slack's answer comes before the message that shows them. */
export async function sendFiles(
  client: webApi.WebClient,
  files: readonly ReplyFile[],
  channel: string,
  threadTs?: string,
): Promise<void> {
  const place = threadTs ? { channel_id: channel, thread_ts: threadTs } : { channel_id: channel }
  for (const { bytes, name, title } of files)
    await client.filesUploadV2({ ...place, file: Buffer.from(bytes), filename: name, title })
}

/** How long a picture may take until Slack knows what it is; after that it is tried as it is. */
const LOOKS = 15
const LOOK_EVERY_MS = 200

/**
 * Uploads without sharing: Slack shows it to whoever sees a message that holds it. Answers the file's id once Slack has
 * looked at it; until then `files.info` has no type, and a message that names it is refused.
 */
export async function uploadPicture(client: webApi.WebClient, file: ReplyFile): Promise<string | undefined> {
  const { bytes, name, title } = file
  const answer = await client.filesUploadV2({ file: Buffer.from(bytes), filename: name, title })
  const id = (answer as unknown as Uploaded).files?.[0]?.files?.[0]?.id
  if (!id) return undefined
  for (let look = 0; look < LOOKS; look += 1) {
    const { file: seen } = await client.files.info({ file: id })
    if (seen?.mimetype) break
    await pause(LOOK_EVERY_MS)
  }
  return id
}

/** The types of the client say less than `filesUploadV2` answers: one completion a batch, each with its files. */
type Uploaded = { files?: { files?: { id?: string }[] }[] }
