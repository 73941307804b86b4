import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { idleSignal } from '../../../src/mail/idle-signal.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('waits for as long as there is a word now and then, however long that is in all, and not for one who is silent', () => {
  const idle = idleSignal(1_000)
  for (let n = 0; n < 10; n += 1) {
    vi.advanceTimersByTime(900)
    idle.alive()
  }
  expect(idle.signal.aborted).toBe(false)
  vi.advanceTimersByTime(1_000)
  expect(idle.signal.aborted).toBe(true)
})

it('ends with the work', () => {
  const idle = idleSignal(1_000)
  idle.end()
  vi.advanceTimersByTime(5_000)
  expect(idle.signal.aborted).toBe(false)
})
