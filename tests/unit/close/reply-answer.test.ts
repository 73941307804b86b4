import { expect, it } from 'vitest'
import { readAnswer } from '../../../src/domain/close/reply-answer.js'

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
  ['done with this nonsense', null],
  ['I am done, but the bank is not', null],
  ['blocked', null],
  ['Hello\ndone', null],
  ['', null],
])('%j', (reply, expected) => expect(readAnswer(reply)).toEqual(expected))
