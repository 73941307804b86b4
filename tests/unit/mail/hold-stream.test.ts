import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { makeHolder } from '../../../src/mail/hold-stream.js'

const length = async (bytes: Buffer) => bytes.length

it('holds so many bytes of all streams, refuses what does not fit once it was read, and has room again after', async () => {
  const hold = makeHolder(100)
  const [slow, large, small] = [new PassThrough(), new PassThrough(), new PassThrough()]
  slow.write(Buffer.alloc(60))
  const first = hold(slow, length)
  const second = hold(large.end(Buffer.alloc(60)), length)
  await expect(second).rejects.toMatchObject({ code: 'unavailable' })
  expect(large.readableEnded).toBe(true)
  expect(await hold(small.end(Buffer.alloc(40)), length)).toBe(40)
  slow.end(Buffer.alloc(40))
  expect(await first).toBe(100)
  expect(await hold(new PassThrough().end(Buffer.alloc(100)), length)).toBe(100)
})
