import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ReplyFile } from '../bots/commands/reply.js'
import { invalid } from '../lib/errors.js'

/**
 * Writes files into a folder, made when it is not there, and answers their paths. A name is whatever a stranger called it, so of
 * it remains what is a plain file name anywhere; nothing that is there already is overwritten.
 */
export async function saveFiles(dir: string, files: readonly ReplyFile[]): Promise<string[]> {
  const saved: string[] = []
  try {
    if (files.length > 0) await mkdir(dir, { recursive: true })
    for (const { name, bytes } of files) saved.push(await saveAs(dir, plainName(name), bytes))
    return saved
  } catch (thrown) {
    throw invalid(`The folder ${dir} can't be written (${(thrown as Error).message}). Name another with --save DIR.`)
  }
}

async function saveAs(dir: string, name: string, bytes: Uint8Array): Promise<string> {
  const { name: stem, ext } = path.parse(name)
  for (let n = 1; ; n += 1) {
    const place = path.join(dir, n === 1 ? name : `${stem} (${n})${ext}`)
    const isNew = await writeFile(place, bytes, { flag: 'wx' }).then(
      () => true,
      (error: Error & { code?: string }) => {
        if (error.code === 'EEXIST') return false
        throw error
      },
    )
    if (isNew) return place
  }
}

/** No folders, no signs that steer a terminal or that some system forbids, nothing hidden; within 255 bytes (ext4, NTFS, APFS). */
export function plainName(name: string): string {
  const plain = name.replace(/[/\\<>:"|?*\p{Cc}\p{Cf}\ud800-\udfff]/gu, '_').replace(/^[\s.]+|[\s.]+$/g, '')
  const { name: stem, ext } = path.parse(plain)
  const end = ext.slice(0, 20)
  let kept = stem
  while (Buffer.byteLength(kept + end) > 200) kept = kept.slice(0, -1)
  return `${kept}${end}` || 'attachment'
}
