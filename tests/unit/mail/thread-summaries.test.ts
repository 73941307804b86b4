import { expect, it } from 'vitest'
import { summariesOf } from '../../../src/domain/correspondence/join-threads.js'

const message = (messageKey: string, day: number, subject = messageKey) => ({
  messageKey,
  subject,
  sentAt: new Date(Date.UTC(2026, 0, day)),
})

it('names a new thread by its oldest message, whatever came first, and counts its messages', () => {
  const threadOf = new Map([
    ['b@x', 't1'],
    ['a@x', 't1'],
    ['c@x', 't2'],
    ['ghost@x', 't1'],
    ['old@x', 't0'],
  ])
  const messages = [message('b@x', 3, 'Re: Hello'), message('c@x', 2), message('a@x', 1, 'Hello'), message('old@x', 1)]
  expect(summariesOf(['t1', 't2'], messages, threadOf)).toEqual(
    new Map([
      ['t1', { subject: 'Hello', firstAt: messages[2]?.sentAt, lastAt: messages[0]?.sentAt, messages: 2 }],
      ['t2', { subject: 'c@x', firstAt: messages[1]?.sentAt, lastAt: messages[1]?.sentAt, messages: 1 }],
    ]),
  )
})

it('goes by the keys of messages that were sent in the same moment', () => {
  const threadOf = new Map([
    ['b@x', 't1'],
    ['a@x', 't1'],
  ])
  const [first] = summariesOf(['t1'], [message('b@x', 1), message('a@x', 1)], threadOf).values()
  expect(first?.subject).toBe('a@x')
})
