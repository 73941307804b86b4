import { open, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { notFound } from '../lib/errors.js'
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
 * unfinished deliveries). Hidden files and indices of mail programs inside a Maildir are left out. Throws `not_found`.
 */
export async function listArchive(paths: readonly string[]): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = []
  for (const given of paths) {
    const found = await stat(given).catch(() => null)
    if (!found) throw notFound(`There is no file or folder ${given}.`, { path: given })
    if (found.isDirectory()) files.push(...(await listFolder(given)))
    else files.push(toFile(given, found))
  }
  return files
}

async function listFolder(folder: string): Promise<ArchiveFile[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  const isMaildir = ['cur', 'new'].every((name) => entries.some((entry) => entry.name === name && entry.isDirectory()))
  const files: ArchiveFile[] = []
  for (const entry of entries) {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!(isMaildir && entry.name === 'tmp')) files.push(...(await listFolder(at)))
    } else if (entry.isFile() && !isMaildir && !entry.name.startsWith('.')) files.push(toFile(at, await stat(at)))
  }
  return files
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
