import { expect, test } from 'vitest'
import { applyChange } from '../../../src/sandbox/page/live/changes.js'
import type { Message, State } from '../../../src/sandbox/page-api.js'

const empty: State = {
  seq: 0,
  team: { id: 'T1', name: 'Acme', domain: 'acme' },
  app: {
    id: 'A1',
    botUserId: 'UB',
    name: 'Daybook',
    description: '',
    colour: '#000000',
    hasAgent: false,
    hasHome: true,
    suggestedPrompts: [],
  },
  users: [],
  conversations: [],
  messages: [],
  commands: [],
  shortcuts: [],
  modals: [],
  home: null,
  agentThreads: [],
  appConnected: true,
  hasMail: false,
}

function message(channel: string, ts: string, text = ''): Message {
  return { channel, ts, user: 'U1', text, blocks: [], attachments: [], files: [], reactions: [], ephemeral: false }
}

const after = (messages: Message[]) =>
  messages.reduce((state, it) => applyChange(state, { type: 'message', message: it }), empty)

test('messages stay oldest first whatever the order they arrive in', () => {
  const state = after([message('C1', '2.000000'), message('C1', '3.000000'), message('C1', '1.000000')])
  expect(state.messages.map((it) => it.ts)).toEqual(['1.000000', '2.000000', '3.000000'])
})

test('the same ts in the same channel replaces; in another channel it is another message', () => {
  const state = after([message('C1', '1.000000', 'old'), message('C2', '1.000000'), message('C1', '1.000000', 'new')])
  expect(state.messages.filter((it) => it.channel === 'C1').map((it) => it.text)).toEqual(['new'])
  expect(state.messages).toHaveLength(2)
})

test('a removed message goes from its channel alone', () => {
  const both = after([message('C1', '1.000000'), message('C2', '1.000000')])
  const state = applyChange(both, { type: 'message_removed', channel: 'C1', ts: '1.000000' })
  expect(state.messages.map((it) => it.channel)).toEqual(['C2'])
})

test('a conversation is added once and replaced after that', () => {
  const sales = { id: 'C1', kind: 'channel' as const, name: 'sales', topic: '', members: ['U1'], isMember: true }
  const once = applyChange(empty, { type: 'conversation', conversation: sales })
  const twice = applyChange(once, { type: 'conversation', conversation: { ...sales, topic: 'Pipeline' } })
  expect(twice.conversations).toEqual([{ ...sales, topic: 'Pipeline' }])
})
