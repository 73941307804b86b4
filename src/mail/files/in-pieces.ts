import type { Bucket } from './bucket.js'
import type { Chunks } from './mail-files.js'
import { nameOf, PIECE_BYTES, pieceKey, type Stretch } from './pieces.js'

/** Writes something of any size; where it is broken off it is not there. */
export async function putWhole(bucket: Bucket, name: string, chunks: Chunks | Iterable<Buffer>): Promise<void> {
  let first: Buffer | null = null
  let n = 0
  for await (const piece of cut(chunks)) {
    if (n === 0) first = piece
    else await bucket.put(pieceKey(name, n), piece)
    n += 1
  }
  await bucket.put(name, first ?? Buffer.of())
}

/** Pieces of full size, and the rest. */
async function* cut(chunks: Chunks | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + PIECE_BYTES - size)
      held.push(part)
      size += part.length
      at += part.length
      if (size < PIECE_BYTES) continue
      yield Buffer.concat(held)
      held = []
      size = 0
    }
  if (size > 0) yield Buffer.concat(held)
}

/** Null where it is not there at all. */
export async function openWhole(bucket: Bucket, name: string): Promise<Chunks | null> {
  const first = await bucket.get(name)
  return first === null ? null : following(bucket, name, first)
}

async function* following(bucket: Bucket, name: string, first: Buffer): AsyncGenerator<Buffer> {
  for (let n = 0, piece: Buffer | null = first; piece !== null; ) {
    yield piece
    if (piece.length < PIECE_BYTES) return
    n += 1
    piece = await bucket.get(pieceKey(name, n))
  }
}

/** Bytes of one or more pieces, one after another; null where one of them is not there. */
export async function readStretches(bucket: Bucket, name: string, stretches: readonly Stretch[]) {
  const parts: Buffer[] = []
  for (const { n, from, to } of stretches) {
    const part = await bucket.get(pieceKey(name, n), { from, to })
    if (part === null) return null
    parts.push(part)
  }
  return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts)
}

/** Zeroes bytes of one piece. A piece that is gone is no fault, and one that is zero there already is left as it is. */
export async function zero(
  bucket: Bucket,
  name: string,
  stretches: readonly Stretch[],
  stir: () => Promise<unknown>,
): Promise<void> {
  for (const n of new Set(stretches.map((stretch) => stretch.n))) {
    await stir()
    const bytes = await bucket.get(pieceKey(name, n))
    if (bytes === null) continue
    const before = Buffer.from(bytes)
    for (const { from, to } of stretches.filter((stretch) => stretch.n === n)) bytes.fill(0, from, to)
    if (!bytes.equals(before)) await bucket.put(pieceKey(name, n), bytes)
  }
}

/** The first piece first; also what is left of something that was broken off. */
export async function removeWhole(bucket: Bucket, name: string): Promise<void> {
  for await (const { key } of bucket.list(name)) if (nameOf(key) === name) await bucket.remove(key)
}

type Whole = { name: string; size: number; quietMs: number }

/** Names with all their bytes, and how long nobody has written to them. Pieces of a name follow one another. */
export async function* listWhole(bucket: Bucket, prefix: string): AsyncGenerator<Whole> {
  let pieces: Whole[] = []
  for await (const { key, size, quietMs } of bucket.list(prefix)) {
    const name = nameOf(key)
    if (pieces[0] && pieces[0].name !== name) {
      yield together(pieces)
      pieces = []
    }
    pieces.push({ name, size, quietMs })
  }
  if (pieces.length > 0) yield together(pieces)
}

const together = (pieces: readonly Whole[]): Whole => ({
  name: pieces[0]?.name ?? '',
  size: pieces.reduce((sum, { size }) => sum + size, 0),
  quietMs: Math.min(...pieces.map(({ quietMs }) => quietMs)),
})
