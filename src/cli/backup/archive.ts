import { createHash } from 'node:crypto'
import type { Readable, Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'

/** An archive that is being written: an ordinary tar, whose entries go out as they come. */
export type Archive = {
  stream: Readable
  add(name: string, bytes: Buffer): Promise<void>
  /** A file of so many bytes, as they come. */
  addFile(name: string, size: number, chunks: AsyncIterable<Buffer>): Promise<void>
  /** Over the names and bytes of what was added so far (SHA-256, hex). */
  digest(): string
  end(): void
}

/** tar-stream's streams are of streamx: Node's own in what they do, though not by their types. */
const asNode = <T>(stream: unknown): T => stream as T

export function makeArchive(madeAt: Date): Archive {
  const tar = pack()
  const counter = makeCounter()
  const begin = (name: string, size: number) => {
    counter.entry(name)
    return asNode<Writable>(tar.entry({ name, size, mtime: madeAt, mode: 0o600 }))
  }
  return {
    stream: asNode<Readable>(tar),
    add: async (name, bytes) => {
      const sink = begin(name, bytes.length)
      counter.bytes(bytes)
      sink.end(bytes)
      await finished(sink)
    },
    addFile: async (name, size, chunks) => {
      const sink = begin(name, size)
      if (size === 0) {
        sink.end()
        return finished(sink)
      }
      await pipeline(counted(chunks, counter), sink)
    },
    digest: counter.digest,
    end: () => tar.finalize(),
  }
}

/** What is read of an archive: bytes go in, entries come out, each to be read to its end before the next. */
export type Entry = AsyncIterable<Buffer> & { header: { name: string } }

export function openArchive(): { sink: Writable; entries: AsyncIterable<Entry> } {
  const entries = extract()
  return { sink: asNode(entries), entries: asNode(entries) }
}

export type Counter = { entry(name: string): void; bytes(chunk: Buffer | string): void; digest(): string }

/** Adds up names and bytes, when an archive is written as when it is read. */
export function makeCounter(): Counter {
  const hash = createHash('sha256')
  return {
    entry: (name) => void hash.update(`${name}\0`),
    bytes: (chunk) => void hash.update(chunk),
    digest: () => hash.copy().digest('hex'),
  }
}

/** Bytes as they go by, added up. */
export async function* counted(chunks: AsyncIterable<Buffer>, counter: Counter): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    counter.bytes(chunk)
    yield chunk
  }
}
