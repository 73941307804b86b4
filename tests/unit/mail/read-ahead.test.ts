import { expect, it } from 'vitest'
import { shiftedClock, systemClock } from '../../../src/lib/clock.js'
import type { FetchedMessage } from '../../../src/mail/fetch-batch.js'
import { readAhead } from '../../../src/mail/read-ahead.js'

const DAYS_MS = 2 * 86_400_000 + 3_600_000

/** Written at two minutes past nine by a company's clock; its server says the machine's time. */
async function arrived(clock: typeof systemClock): Promise<{ sent: string; received: string }> {
  const bytes = Buffer.from('From: Kit <kit@outside.example>\r\nDate: Mon, 30 Nov 2026 09:02:00 +0000\r\n\r\nHello\r\n')
  const arrivedAt = new Date('2026-11-28T08:02:30Z')
  const message: FetchedMessage = { uid: 1, sizeBytes: bytes.length, flags: [], arrivedAt, bytes }
  async function* batches() {
    yield [message]
  }
  for await (const [read] of readAhead(batches(), clock))
    if (read?.content?.ok)
      return { sent: read.content.value.sentAt.toISOString(), received: read.receivedAt.toISOString() }
  throw new Error('nothing was read')
}

it('takes a mail for sent when it says, by the clock of the company that it comes to', async () => {
  expect(await arrived(shiftedClock(systemClock, DAYS_MS))).toEqual({
    sent: '2026-11-30T09:02:00.000Z',
    received: '2026-11-30T09:02:30.000Z',
  })
})

it('does not believe a date from the future', async () => {
  const received = '2026-11-28T08:02:30.000Z'
  expect(await arrived(systemClock)).toEqual({ sent: received, received })
})
