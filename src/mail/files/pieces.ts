/**
 * An object is read and written whole, so what is large lies in pieces of this size: a mail is wiped by writing one of them anew, and
 * memory stays what it is however large a pack.
 */
export const PIECE_BYTES = 8 * 1024 * 1024

/** The first piece has the name itself: it is written last and removed first, so that where it is the rest is too. */
export const pieceKey = (name: string, n: number): string => (n === 0 ? name : `${name}.${n}`)

/** Pure. The name that a piece is of. */
export const nameOf = (key: string): string => key.replace(/\.\d+$/, '')

/** Which bytes of piece `n`, up to `to`. */
export type Stretch = { n: number; from: number; to: number }

/** Pure. The pieces that a stretch of something lies in, in order. */
export function stretchesOf(offset: number, length: number): Stretch[] {
  const end = offset + length
  const stretches: Stretch[] = []
  for (let at = offset; at < end; ) {
    const n = Math.floor(at / PIECE_BYTES)
    const to = Math.min(end, (n + 1) * PIECE_BYTES)
    stretches.push({ n, from: at - n * PIECE_BYTES, to: to - n * PIECE_BYTES })
    at = to
  }
  return stretches
}
