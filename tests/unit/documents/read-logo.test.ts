import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { readLogo } from '../../../src/documents/read-logo.js'

/** A PNG of one grey pixel that says it has `side` × `side`. */
function png(side: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(side, 0)
  size.writeUInt32BE(side, 4)
  size.set([8, 0, 0, 0, 0], 8)
  const parts = [chunk('IHDR', size), chunk('IDAT', deflateSync(Buffer.from([0, 128]))), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

it('is a picture that a page can be made with', async () => {
  const read = await readLogo(png(1))
  expect(read.ok && read.value.startsWith('data:image/png;base64,')).toBe(true)
})

it.each([
  ['what is no picture', Buffer.from('%PDF-1.7'), /neither a PNG nor a JPEG/],
  ['a large file', Buffer.concat([png(1), Buffer.alloc(200_000)]), /201 kB/],
  ['a small file with a large picture', png(60_000), /more than 3000 pixels/],
  ['half a file', png(1).subarray(0, 20), /breaks off/],
  ['a picture that isn’t one', Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.from('nonsense')]), /can’t be read/],
])('refuses %s', async (_what, bytes, said) => {
  const read = await readLogo(bytes)
  expect(read.ok ? '' : read.problem).toMatch(said)
})
