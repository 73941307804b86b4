import { expect, test } from 'vitest'
import { fromDatabase } from '../../../src/db/sqlstate.js'
import { leaseLost } from '../../../src/domain/correspondence/mailbox-lease.js'
import { AppError } from '../../../src/lib/errors.js'
import { backOffMs } from '../../../src/mail/back-off.js'
import { mayPass } from '../../../src/mail/sync-mailbox.js'

test('pauses double up to five minutes, and half of each is chance', () => {
  const [least, most] = [() => 0, () => 1]
  expect([1, 2, 3, 10, 11, 1_000].map((failures) => backOffMs(failures, most))).toEqual([
    500, 1_000, 2_000, 256_000, 300_000, 300_000,
  ])
  expect([1, 2, 1_000].map((failures) => backOffMs(failures, least))).toEqual([250, 500, 150_000])
  const pauses = new Set(Array.from({ length: 20 }, () => backOffMs(10)))
  expect(pauses.size).toBeGreaterThan(10) // workers that failed at the same moment part
})

test('what passes by itself is tried again soon, and what needs a person is not', () => {
  const failed = (code: string) => fromDatabase(Object.assign(new Error('no'), { code }))
  expect(['40P01', '40001', '55P03', '57P01', 'ECONNRESET'].map((code) => mayPass(failed(code)))).toEqual(
    Array.from({ length: 5 }, () => true),
  )
  const others = [failed('42501'), failed('XX000'), leaseLost('m'), new AppError('refused', 'The password is wrong.')]
  expect(others.map(mayPass)).toEqual([false, false, false, false])
})
