import { setImmediate } from 'node:timers/promises'
import { Unzip, UnzipInflate } from 'fflate'
import { no, ok, type Result } from '../../lib/result.js'

/** A thousand times as much can come out of it, and is there before it can be refused. */
const PACKED_AT_ONCE = 4_096

/**
 * The files of a ZIP whose names are `wanted`, unpacked, by their names. What it says of their sizes is not believed: all of them together
 * may be `mostBytes`, and unpacking ends there. One that is broken, or too large, or has none of them, is refused as a whole.
 */
export async function readZip(
  bytes: Buffer,
  { wanted, mostBytes }: { wanted: RegExp; mostBytes: number },
): Promise<Result<ReadonlyMap<string, Buffer>>> {
  const files = new Map<string, { pieces: Uint8Array[]; isWhole: boolean }>()
  let left = mostBytes
  const unzip = new Unzip((entry) => {
    if (!wanted.test(entry.name) || files.has(entry.name)) return
    const file = { pieces: [] as Uint8Array[], isWhole: false }
    files.set(entry.name, file)
    entry.ondata = (error, piece, isLast) => {
      left -= piece?.length ?? 0
      if (error || left < 0) throw error ?? new RangeError('More comes out of it than is read')
      file.pieces.push(piece)
      file.isWhole ||= isLast
    }
    entry.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += PACKED_AT_ONCE) {
      await setImmediate() // others have their turn
      unzip.push(bytes.subarray(at, at + PACKED_AT_ONCE), at + PACKED_AT_ONCE >= bytes.length)
    }
  } catch {
    return no('It is not a whole ZIP file, or more comes out of it than is read')
  }
  if (files.size === 0 || [...files.values()].some(({ isWhole }) => !isWhole)) return no('It is not a whole ZIP file')
  return ok(new Map([...files].map(([name, { pieces }]) => [name, Buffer.concat(pieces)])))
}
