import { expect, it } from 'vitest'
import { readAnswer, readFileOnly } from '../../../src/domain/close/reply-answer.js'

it.each([
  ['done', { verb: 'done', task: null }],
  ['Done.', { verb: 'done', task: null }],
  ['\n done!\n\nBest, Hugo', { verb: 'done', task: null }],
  ['TASK-2610-3 is done', { verb: 'done', task: 'TASK-2610-3' }],
  ['done task-2610-3', { verb: 'done', task: 'TASK-2610-3' }],
  ['erledigt', { verb: 'done', task: null }],
  ['blocked: waiting for the bank', { verb: 'blocked', task: null, why: 'waiting for the bank' }],
  ['blocked TASK-2610-3: the bank', { verb: 'blocked', task: 'TASK-2610-3', why: 'the bank' }],
  ['TASK-2610-3 blocked – no statement', { verb: 'blocked', task: 'TASK-2610-3', why: 'no statement' }],
  ['not done yet', null],
  ['not yet', { verb: 'value', task: null, words: 'not yet' }],
  ['done with this nonsense', null],
  ['I am done, but the bank is not', null],
  ['yes', { verb: 'done', task: null }],
  ['TASK-2610-3: yes', { verb: 'done', task: 'TASK-2610-3' }],
  ['no', { verb: 'blocked', task: null, why: 'the answer is no' }],
  ['no: two are missing', { verb: 'blocked', task: null, why: 'two are missing' }],
  ['no, task-2610-3 is not mine', { verb: 'blocked', task: null, why: 'task-2610-3 is not mine' }],
  ['4,500.50 EUR', { verb: 'value', task: null, words: '4,500.50 EUR' }],
  ['TASK-2610-3: €4500', { verb: 'value', task: 'TASK-2610-3', words: '€4500' }],
  ['4500 EUR for TASK-2610-3', { verb: 'value', task: 'TASK-2610-3', words: '4500 EUR' }],
  ['by next friday', { verb: 'value', task: null, words: 'next friday' }],
  ['2026-12-05', { verb: 'value', task: null, words: '2026-12-05' }],
  ['It will take until the bank answers us', null],
  ['blocked', { verb: 'value', task: null, words: 'blocked' }],
  ['Hello\ndone', { verb: 'value', task: null, words: 'Hello' }],
  ['', null],
])('%j', (reply, expected) => expect(readAnswer(reply)).toEqual(expected))

it.each([
  ['', null],
  ['\n\n', null],
  ['see attached', null],
  ['TASK-2610-3', 'TASK-2610-3'],
  ['attached for task-2610-3.', 'TASK-2610-3'],
  ['Im Anhang', null],
  ['see attached, but it is wrong', undefined],
])('a file alone: %j', (reply, expected) => expect(readFileOnly(reply)).toBe(expected))
