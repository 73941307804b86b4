import { open, readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { notFound } from '../lib/errors.js'
import { isThere } from '../lib/on-disk.js'
import { limits } from './limits.js'
import { type MboxKind, readMbox } from './read-mbox.js'
import { tooLarge } from './read-message.js'

/** A file of an archive: one mail, or an mbox of many. */
export type ArchiveFile = { path: string; sizeBytes: number; modifiedAt: Date; flags: readonly string[] }

/** A mail of an archive with its bytes or why there are none; `place` tells it from all others of the archive. */
export type ArchivedMail = { place: string; arrivedAt: Date; flags: readonly string[]; readBytes: number } & (
  | { bytes: Buffer }
  | { bytes: null; problem: string }
)

/**
 * All files below the paths, in a stable order: single mails, mboxes, Maildirs (RFC-less, by their `cur` and `new`; `tmp` is
 * unfinished deliveries). Links are followed, each folder once. Hidden files and indices of mail programs inside a Maildir are left
 * out. What can't be opened is listed all the same, to be named by who reads it. Throws `not_found`.
 */
export async function listArchive(paths: readonly string[]): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = []
  const seen = new Set<string>()
  for (const given of paths) {
    const found = await stat(given).catch(() => null)
    if (!found) throw notFound(`There is no file or folder ${given}.`, { path: given })
    if (found.isDirectory()) files.push(...(await listFolder(given, seen)))
    else files.push(toFile(given, found))
  }
  return files
}

async function listFolder(folder: string, seen: Set<string>): Promise<ArchiveFile[]> {
  const real = await realpath(folder)
  if (seen.has(real)) return [] // links may go in a circle
  seen.add(real)
  const entries = await readdir(folder, { withFileTypes: true }).catch(unlessRefused)
  if (entries === null) return [unread(folder)]
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  const isMaildir = ['cur', 'new'].every((name) => entries.some((entry) => entry.name === name && !entry.isFile()))
  const files: ArchiveFile[] = []
  for (const entry of entries) {
    const at = path.join(folder, entry.name)
    if (isMaildir && entry.name === 'tmp') continue
    const found = await stat(at).catch(unlessRefused)
    if (found?.isDirectory()) files.push(...(await listFolder(at, seen)))
    else if (!isMaildir && !entry.name.startsWith('.') && (found === null || found.isFile()))
      files.push(found ? toFile(at, found) : unread(at))
  }
  return files
}

/** A link to nowhere, a folder that is not ours: there is something, and reading it will say what is the matter. */
const unread = (at: string): ArchiveFile => toFile(at, { size: 0, mtime: new Date(0) })

function unlessRefused(error: Error & { code?: string }): null {
  if (error.code === undefined) throw error
  return null
}

const toFile = (file: string, { size, mtime }: { size: number; mtime: Date }): ArchiveFile => ({
  path: file,
  sizeBytes: size,
  modifiedAt: mtime,
  flags: maildirFlags(file),
})

const FLAGS: Readonly<Record<string, string>> = {
  D: '\\Draft',
  F: '\\Flagged',
  R: '\\Answered',
  S: '\\Seen',
  T: '\\Deleted',
}

/** `…:2,RS` as Maildir has it. */
const maildirFlags = (file: string): string[] =>
  [...(/[:;!]2,([A-Z]*)$/i.exec(file)?.[1] ?? '')].flatMap((letter) => FLAGS[letter] ?? []).sort()

/** The mails of one file. One that can't be read off the disk is one problem, not the end of the import. */
export async function* readArchiveFile(file: ArchiveFile, mbox: MboxKind): AsyncGenerator<ArchivedMail> {
  const { path: place, modifiedAt: arrivedAt, sizeBytes } = file
  try {
    yield* readMails(await whereItIs(file), mbox)
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (typeof code !== 'string') throw error
    yield { place, arrivedAt, flags: [], readBytes: sizeBytes, bytes: null, problem: `it can't be read (${code})` }
  }
}

/** In a Maildir that is in use a mail moves when it is read: its name stays up to the flags, from `new` it comes to `cur`. */
async function whereItIs(file: ArchiveFile): Promise<ArchiveFile> {
  const folder = path.dirname(file.path)
  if (!['cur', 'new'].includes(path.basename(folder)) || (await isThere(file.path))) return file
  const base = (name: string) => name.replace(/[:;!]2,[A-Z]*$/i, '')
  const cur = path.join(path.dirname(folder), 'cur')
  const names = await readdir(cur).catch(() => [])
  const moved = names.find((name) => base(name) === base(path.basename(file.path)))
  const at = path.join(cur, moved ?? '')
  return moved === undefined ? file : toFile(at, await stat(at))
}

async function* readMails(file: ArchiveFile, mbox: MboxKind): AsyncGenerator<ArchivedMail> {
  const { path: place, sizeBytes, modifiedAt, flags } = file
  if (await isMbox(file)) {
    for await (const mail of readMbox(place, mbox)) {
      const one = {
        place: `${place}#${mail.offset}`,
        arrivedAt: mail.arrivedAt ?? modifiedAt,
        flags: [],
        readBytes: mail.end - mail.offset,
      }
      yield mail.bytes === null
        ? { ...one, bytes: null, problem: tooLarge(mail.sizeBytes) }
        : { ...one, bytes: mail.bytes }
    }
    return
  }
  const one = { place, arrivedAt: modifiedAt, flags, readBytes: sizeBytes }
  if (sizeBytes > limits.messageBytes) yield { ...one, bytes: null, problem: tooLarge(sizeBytes) }
  else yield { ...one, bytes: await readFile(place) }
}

/** An mbox begins with a From_ line; no mail does (a header's name is followed by a colon). */
async function isMbox({ path: file }: ArchiveFile): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(300), 0, 300, 0)
    return /^From \S.*\d{1,2}:\d{2}/.test(buffer.subarray(0, bytesRead).toString('latin1'))
  } finally {
    await handle.close()
  }
}
