import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { refused } from '../../lib/errors.js'
import type { Chunks, Filling, Holding, Holdings } from './mail-files.js'
import { writeWhole } from './write-whole.js'

export const diskHoldings = (dir: string): Holdings => ({
  list: () => filesBelow(dir),
  open: async ({ name }) => {
    const place = path.join(dir, name)
    const size = await sizeOf(place)
    if (size === null) return null
    // So many bytes and no more: what is appended meanwhile does not belong to it.
    return { size, chunks: size === 0 ? nothing() : (createReadStream(place, { end: size - 1 }) as Chunks) }
  },
  // Beside its place under one name, so that the next try writes over what a broken-off one left.
  write: (name, chunks) => writeWhole(path.join(dir, name), chunks, `${path.join(dir, name)}.part`),
  remove: (name) => rm(path.join(dir, name), { force: true }),
  fill: () => fill(dir),
})

async function* filesBelow(dir: string): AsyncGenerator<Holding> {
  if ((await sizeOf(dir)) === null) return
  for await (const entry of await opendir(dir, { recursive: true })) {
    if (!entry.isFile()) continue
    const place = path.join(entry.parentPath, entry.name)
    yield { name: path.relative(dir, place), size: (await sizeOf(place)) ?? 0 }
  }
}

const sizeOf = (place: string): Promise<number | null> =>
  stat(place).then(
    ({ size }) => size,
    () => null,
  )

async function* nothing(): AsyncGenerator<Buffer> {}

/** Files lie beside their folder until all of them are there. */
async function fill(dir: string): Promise<Filling> {
  if ((await readdir(dir).catch(() => [])).length > 0)
    throw refused(
      `${dir} has files already, and a backup is restored into an empty place only. Name a new home: --home DIR.`,
    )
  const draft = `${dir}.restoring`
  await rm(draft, { recursive: true, force: true })
  let files = 0
  return {
    write: async (name, chunks) => {
      await writeNew(placeIn(draft, name), chunks)
      files += 1
    },
    settle: async () => {
      await rm(dir, { recursive: true, force: true })
      if (files > 0) await rename(draft, dir)
    },
    drop: () => rm(draft, { recursive: true, force: true }),
  }
}

/** A name in an archive is whatever somebody wrote there: it stays below the folder. */
function placeIn(dir: string, name: string): string {
  const place = path.resolve(dir, name)
  if (place.startsWith(`${path.resolve(dir)}${path.sep}`)) return place
  throw refused(`The backup holds a file that would lie outside of the home (files/${name}). Nothing was restored.`)
}

async function writeNew(place: string, chunks: Chunks): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  const handle = await open(place, 'wx', 0o600)
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk)
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
