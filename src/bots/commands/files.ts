import { invalid, refused } from '../../lib/errors.js'

export type OpenedFile = { name: string; bytes: Uint8Array }

/** Files that are kept by their content (SHA-256, hex), each workspace's apart. Null for what is not there any more. */
export type KeptFiles = {
  put(workspaceId: string, bytes: Uint8Array): Promise<string>
  get(workspaceId: string, hash: string): Promise<Uint8Array | null>
}

/** The files of one request: what came with the words, and, in the terminal, whatever a path names. */
export type FileSource = {
  attached: readonly OpenedFile[]
  /** What is attached, where it has to be fetched first: that waits until a command was given that may need it (`withFiles`). */
  fetch?: () => Promise<readonly OpenedFile[]>
  /** Throws `not_found` or `invalid` with the reason. */
  open?: (path: string) => Promise<OpenedFile>
}

/** The same with its files fetched, before any transaction is begun. Throws as fetching does. */
export async function withFiles<T extends { files?: FileSource }>(context: T): Promise<T> {
  const { fetch, ...files } = context.files ?? { attached: [] }
  return fetch ? { ...context, files: { ...files, attached: await fetch() } } : context
}

/**
 * All files that go along: what came with the words, else those that they name, parted by commas. Throws as `openFile` does.
 */
export async function openAll(
  files: FileSource | undefined,
  named: string | undefined,
): Promise<readonly OpenedFile[]> {
  if (files && files.attached.length > 0) return files.attached
  const names = (named ?? '').split(',').map((name) => name.trim())
  return Promise.all(names.filter(Boolean).map((name) => openFile(files, name)))
}

/**
 * The file that a command is about: the one it names, by its path or by its name among the attached ones, else the only one
 * attached. Throws `invalid`, `refused`.
 */
export async function openFile(files: FileSource | undefined, named: string | undefined): Promise<OpenedFile> {
  const attached = files?.attached ?? []
  const [only, second] = attached
  if (named === undefined) {
    if (only && !second) return only
    if (second) throw invalid(`Say which file: ${attached.map(({ name }) => name).join(', ')}.`)
    throw refused(
      files?.open
        ? 'Name the file by its path.'
        : 'Attach the file to a direct message to me that has these words, and send both.',
    )
  }
  const found = attached.find(({ name }) => name.toLowerCase() === named.toLowerCase())
  if (found) return found
  if (files?.open) return files.open(named)
  throw refused(`There is no file “${named}” with this message. Attach it to a direct message to me with these words.`)
}
