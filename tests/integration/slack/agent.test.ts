import { expect, test, vi } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { foundedCompany } from '../../support/company.js'
import { testSlack, textOf } from '../../support/slack.js'

const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'fay', roles: ['finance'] },
])
const { db, scope, staff } = company
const slack = await testSlack(db, scope, [
  { name: 'dana', staffId: staff['dana'] ?? '' },
  { name: 'fay', staffId: staff['fay'] ?? '' },
  { name: 'stranger' },
])
await company.change((tx) => createCompany(tx, { name: 'Acme *bold* <b>', currency: 'EUR' }))

const threadOf = async (name: string, ts: string) =>
  (await slack.as(name).state()).agentThreads.find((thread) => thread.threadTs === ts)

test('a new conversation is greeted with what concerns its person', async () => {
  const [dana, fay] = [await slack.as('dana').agent(), await slack.as('fay').agent()]
  await vi.waitFor(async () => {
    const [hers, his] = [await threadOf('dana', dana.threadTs), await threadOf('fay', fay.threadTs)]
    expect(hers?.prompts.map(({ message }) => message)).toContain('help')
    expect(his?.prompts.map(({ message }) => message)).toContain('help')
    expect(hers?.prompts).not.toEqual(his?.prompts)
  })
})

test('an answer is streamed into its thread once, with a title, and the status goes', async () => {
  const dana = slack.as('dana')
  const { channel, threadTs } = await dana.agent()
  await dana.say('company show CO-1', channel, threadTs)
  const answer = await dana.sees((message) => message.threadTs === threadTs && textOf(message).includes('Acme'))
  expect(textOf(answer)).toContain('Acme \\\\*bold\\\\* \\\\<b\\\\>')
  await vi.waitFor(async () => expect((await slack.log('call', 'chat.stopStream')).length).toBe(1))
  expect((await threadOf('dana', threadTs))?.title).toBe('company show CO-1')
})

test.each(['lost', 'server_error', 'ratelimited', 'error'] as const)(
  'where the stream can’t begin (%s), the answer is still there once',
  async (kind) => {
    const fay = slack.as('fay')
    const { channel, threadTs } = await fay.agent()
    await slack.fault({ on: 'call', name: 'chat.startStream', kind })
    await fay.say('company show CO-1', channel, threadTs)
    const answers = () =>
      fay
        .state()
        .then(({ messages }) =>
          messages.filter((message) => message.threadTs === threadTs && textOf(message).includes('Acme')),
        )
    await vi.waitFor(async () => expect(await answers()).toHaveLength(1), { timeout: 10_000 })
    await fay.say('deal list', channel, threadTs)
    await fay.sees((message) => message.threadTs === threadTs && textOf(message).includes('open deals'))
    expect(await answers()).toHaveLength(1)
  },
)
