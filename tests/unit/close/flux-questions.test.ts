import { expect, test } from 'vitest'
import type { FluxLine } from '../../../src/domain/close/flux.js'
import { planWords } from '../../../src/domain/close/flux-questions.js'
import type { FluxComment } from '../../../src/domain/close/flux-store.js'
import type { Question } from '../../../src/domain/close/question.js'
import { readAsked } from '../../../src/jobs/read-asked.js'

const line = (code: string, nowMinor: bigint, farFrom: FluxLine['farFrom'] = ['budget']): FluxLine => ({
  code,
  name: code,
  nowMinor,
  lastMinor: 0n,
  lastYearMinor: null,
  budgetMinor: 0n,
  farFrom,
})
const said = (code: string, movementMinor: bigint): [string, FluxComment] => [
  code,
  { code, movementMinor, text: 'so', byName: 'Ben' },
]
const question = (ref: string, accountCode: string, movementMinor: bigint) =>
  ({ ref, accountCode, movementMinor }) as Question

test('each far move without a word is asked about once, as it is', () => {
  const lines = [line('1', -10n), line('2', -20n), line('3', -30n, []), line('4', -40n), line('5', -55n)]
  const comments = new Map([said('2', -20n), said('4', -41n)])
  const open = [question('ASK-1', '1', -10n), question('ASK-2', '2', -20n), question('ASK-5', '5', -50n)]
  const plan = planWords(lines, comments, open)
  // 1 is asked already, 2 is explained, 3 is near, the word for 4 was for another amount, 5 has moved since it was asked about.
  expect(plan.ask.map(({ code }) => code)).toEqual(['4', '5'])
  expect(plan.withdraw.map(({ ref }) => ref)).toEqual(['ASK-2', 'ASK-5'])
})

test.each([
  ['ASK-7: a fair in Cologne', { ref: 'ASK-7', words: 'a fair in Cologne' }],
  ['ask-7 – a fair\nin Cologne', { ref: 'ASK-7', words: 'a fair\nin Cologne' }],
  ['A fair in Cologne', { ref: 'ASK-1', words: 'A fair in Cologne' }],
  ['', null],
])('%j answers a question of a reminder', (reply, expected) => {
  expect(readAsked(reply, { ref: 'ASK-1' })).toEqual(expected)
})

test('where several wait, words without a number answer none', () => {
  expect(readAsked('A fair in Cologne', null)).toBeNull()
})
