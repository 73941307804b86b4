import { setTimeout as pause } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { AppError } from '../../lib/errors.js'
import type { ReplyFile } from '../commands/reply.js'

/** Shares files in a conversation. Slack's answer comes before the message that shows them. */
export async function sendFiles(
  client: webApi.WebClient,
  files: readonly ReplyFile[],
  channel: string,
  threadTs?: string,
): Promise<void> {
  const place = threadTs ? { channel_id: channel, thread_ts: threadTs } : { channel_id: channel }
  for (const file of files) await upload(client, file, place)
}

type Shared = { channel_id: string } | { channel_id: string; thread_ts: string }

const UPLOAD_MS = 60_000

/** Three steps (docs: "Working with files"); answers the file's id. With a place it is shared there. */
async function upload(client: webApi.WebClient, { bytes, name, title }: ReplyFile, place?: Shared): Promise<string> {
  const { upload_url: address = '', file_id: id = '' } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  })
  const sent = await fetch(address, {
    method: 'POST',
    body: Buffer.from(bytes),
    signal: AbortSignal.timeout(UPLOAD_MS),
  })
  if (!sent.ok) throw new AppError('unavailable', `Slack doesn't take ${name} (${sent.status}). Try again.`)
  try {
    await client.files.completeUploadExternal({ ...place, files: [{ id, title }] })
  } catch (error) {
    // There is nothing to complete and yet there is the file: the try before did it, and its answer was lost.
    if (!isNotFound(error) || !(await isThere(client, id))) throw error
  }
  return id
}

const isNotFound = (error: unknown): boolean =>
  error instanceof webApi.WebAPIPlatformError && error.data.error === 'file_not_found'

const isThere = (client: webApi.WebClient, file: string): Promise<boolean> =>
  client.files.info({ file }).then(
    () => true,
    () => false,
  )

/** How long a picture may take until Slack knows what it is; after that it is tried as it is. */
const LOOKS = 15
const LOOK_EVERY_MS = 200

/**
 * Uploads without sharing: Slack shows it to whoever sees a message that holds it. Answers the file's id once Slack has
 * looked at it; until then `files.info` has no type, and a message that names it is refused.
 */
export async function uploadPicture(client: webApi.WebClient, file: ReplyFile): Promise<string> {
  const id = await upload(client, file)
  for (let look = 0; look < LOOKS; look += 1) {
    const { file: seen } = await client.files.info({ file: id })
    if (seen?.mimetype) break
    await pause(LOOK_EVERY_MS)
  }
  return id
}
