import type { webApi } from '@slack/bolt'
import { AppError, refused } from '../../lib/errors.js'
import type { OpenedFile } from '../commands/files.js'

/** A file of a message, as far as fetching it needs. Slack leaves the address out of what it only announces. */
export type SharedFile = {
  id: string
  name?: string | null
  size?: number
  url_private_download?: string
  url_private?: string
}

/** What one message may bring: the largest that any command reads. */
const MOST_FILES = 5
const MOST_BYTES = 128 * 1024 * 1024
const FETCH_MS = 60_000

/** The files of a message, fetched with the app's own token before anything is done with them. Throws `limited`, `unavailable`. */
export async function downloadFiles(client: webApi.WebClient, files: readonly SharedFile[]): Promise<OpenedFile[]> {
  const opened: OpenedFile[] = []
  for (const file of files.slice(0, MOST_FILES)) {
    if ((file.size ?? 0) > MOST_BYTES)
      throw new AppError('limited', `${file.name ?? 'The file'} is larger than 128 MB.`)
    const address = file.url_private_download ?? file.url_private ?? (await addressOf(client, file.id))
    if (!address) continue
    opened.push({ name: file.name ?? file.id, bytes: await fetched(client, file, address) })
  }
  return opened
}

async function fetched(client: webApi.WebClient, file: SharedFile, address: string): Promise<Uint8Array> {
  const name = file.name ?? 'the file'
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${client.token ?? ''}` },
    signal: AbortSignal.timeout(FETCH_MS),
  })
  if (response.status >= 500 || response.status === 429)
    throw new AppError('unavailable', `Slack doesn't hand out ${name} (${response.status}). Try again.`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (!response.ok || isSignInPage(response, file, bytes))
    throw refused(
      `I can’t open ${name} where it is. Send it to me in a direct message, or invite me to the channel: \`/invite @Daybook\`.`,
      { status: response.status },
    )
  return bytes
}

/** Where the app is not let in, Slack sends on to its page for signing in: a page of 200, which would be kept as the receipt. */
const isSignInPage = ({ headers }: Response, { size }: SharedFile, { length }: Uint8Array): boolean =>
  (headers.get('content-type') ?? '').startsWith('text/html') && length !== size

async function addressOf(client: webApi.WebClient, id: string): Promise<string | undefined> {
  const { file } = await client.files.info({ file: id })
  return file?.url_private_download ?? file?.url_private
}
