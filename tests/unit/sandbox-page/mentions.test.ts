import { expect, test } from 'vitest'
import { escapeTyped } from '../../../src/sandbox/page-server/markup.js'
import type { Workspace } from '../../../src/sandbox/workspace/workspace.js'

const person = (id: string, name: string, realName: string) => [id, { id, name, realName }] as const
const workspace = {
  users: new Map([
    person('U1', 'ruth', 'Ruth Adeyemi'),
    person('U2', 'ruth.b', 'Ruth Adeyemi Bello'),
    person('U3', 'tom', 'Tom'),
    person('U4', 'ob', 'Ada O. & Brian'),
  ]),
  conversations: new Map(),
} as unknown as Workspace

test.each([
  ['@Ruth Adeyemi, look', '<@U1>, look'],
  ['(@ruth adeyemi) and @tom', '(<@U1>) and <@U3>'],
  ['@Ruth Adeyemi Bello and @ruth', '<@U2> and <@U1>'],
  ['@Ruth Adeyemis', '<@U1> Adeyemis'],
  ['@Ada O. & Brian: yes', '<@U4>: yes'],
  ['a@Ruth Adeyemi and @nobody Adeyemi', 'a@Ruth Adeyemi and @nobody Adeyemi'],
])('%j is kept as %j', (typed, kept) => {
  expect(escapeTyped(workspace, typed)).toBe(kept)
})
