import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { syncPlace } from '../../lib/on-disk.js'
import type { Chunks } from './mail-files.js'

/** Whole or not at all: written beside its place (at `half`), on disk before it gets its name. */
export async function writeWhole(
  place: string,
  content: Buffer | Chunks,
  half = `${place}.${randomUUID()}`,
): Promise<void> {
  const folder = path.dirname(place)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const handle = await open(half, 'w', 0o600)
    try {
      if (Buffer.isBuffer(content)) await handle.writeFile(content)
      else for await (const chunk of content) await handle.writeFile(chunk)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(half, place)
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined)
    throw error
  }
  // The name must survive a power cut as well as the bytes, and so must the folders that were made for it.
  for (let at = folder; ; at = path.dirname(at)) {
    await syncPlace(at)
    if (made === undefined || !at.startsWith(made)) break
  }
}
