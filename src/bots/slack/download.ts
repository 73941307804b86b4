import type { webApi } from '@slack/bolt'
import { AppError, refused } from '../../lib/errors.js'
import type { FileSource, OpenedFile } from '../commands/files.js'

/** A file of a message, as far as fetching it needs. Slack leaves the address out of what it only announces. */
export type SharedFile = {
  id: string
  name?: string | null
  size?: number
  url_private_download?: string
  url_private?: string
}

/** What one message may bring, all in all: the largest that any command reads. */
const MOST_BYTES = 128 * 1024 * 1024
const FETCH_MS = 60_000

/** The files of a message or a form, which are fetched when a command is given that may need them, with the app's own token. */
export const filesFrom = (client: webApi.WebClient, files: readonly SharedFile[]): FileSource => ({
  attached: [],
  ...(files.length > 0 && { fetch: () => downloadFiles(client, files) }),
})

/** One after the other. Throws `limited`, `refused`, `unavailable`. */
async function downloadFiles(client: webApi.WebClient, files: readonly SharedFile[]): Promise<OpenedFile[]> {
  const opened: OpenedFile[] = []
  if (files.reduce((sum, { size = 0 }) => sum + size, 0) > MOST_BYTES)
    throw new AppError('limited', `${named(files)} larger than 128 MB. Nothing was done with it.`)
  for (const file of files) {
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

const named = (files: readonly SharedFile[]): string =>
  files.length === 1 ? `${files[0]?.name ?? 'The file'} is` : `These ${files.length} files are together`

async function addressOf(client: webApi.WebClient, id: string): Promise<string | undefined> {
  const { file } = await client.files.info({ file: id })
  return file?.url_private_download ?? file?.url_private
}
