import { expect, it } from 'vitest'
import { checkDomestic, spacedRouting } from '../../../src/lib/domestic-account.js'

it.each([
  ['20-00-00', '55779911', { routing: '200000', number: '55779911' }],
  ['021000021', '123456789', { routing: '021000021', number: '123456789' }],
  ['0210 0002 1', '12 34', { routing: '021000021', number: '1234' }],
])('%s %s is an account', (routing, account, value) => {
  expect(checkDomestic(routing, account)).toEqual({ ok: true, value })
})

it.each([
  ['20-00-00', '5577991', /eight digits/],
  ['021000022', '123456789', /wrong digit/],
  ['021000021', '123', /4 to 17 digits/],
  ['12345', '12345678', /neither/],
])('%s %s is none, and says why', (routing, account, problem) => {
  expect(checkDomestic(routing, account)).toMatchObject({ problem: expect.stringMatching(problem) as unknown })
})

it('writes a sort code as people read it', () => {
  expect([spacedRouting('200000'), spacedRouting('021000021')]).toEqual(['20-00-00', '021000021'])
})
