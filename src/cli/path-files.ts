import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FileSource } from '../bots/commands/files.js'
import { notFound } from '../lib/errors.js'

/** Files of the machine that `daybook run` is called on, by their paths. */
export const pathFiles: FileSource = { attached: [], open: (named) => openPath(named) }

/** Throws `not_found` with why a file can't be read. */
export async function openPath(named: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: path.basename(named), bytes: await readFile(named) }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason'
    const why = code === 'ENOENT' ? 'there is none' : code === 'EISDIR' ? 'it is a directory' : code
    throw notFound(`The file ${named} can't be read: ${why}.`, { path: named, code })
  }
}
