import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, readFile, unlink, writeFile } from 'node:fs/promises'

/**
 * Writes a small secret whole or not at all, readable by its owner alone; the first writer wins, and everyone gets what
 * stands there.
 */
export async function writeOnce(file: string, content: string): Promise<string> {
  if (!existsSync(file)) {
    const draft = `${file}.${randomUUID()}`
    await writeFile(draft, content, { mode: 0o600 })
    try {
      await link(draft, file)
    } catch (error) {
      // EEXIST: somebody was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      await unlink(draft)
    }
  }
  return (await readFile(file, 'utf8')).trim()
}
