import { expect, test } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { fromDecimal } from '../../../src/lib/money.js'
import { foundedCompany } from '../../support/company.js'
import { testSlack, textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'

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
const ownerId = staff['dana'] ?? ''
await company.change(async (tx) => {
  const acme = await createCompany(tx, { name: 'Acme *bold* <b>', currency: 'EUR' })
  await createDeal(tx, { title: 'Roof', companyId: acme.id, amount: fromDecimal('1000.00', 'EUR'), ownerId })
}, 'dana')

const threadOf = async (name: string, ts: string) =>
  (await slack.as(name).state()).agentThreads.find((thread) => thread.threadTs === ts)

test('a new conversation is greeted with what concerns its person', async () => {
  const [dana, fay] = [await slack.as('dana').agent(), await slack.as('fay').agent()]
  await until(async () => {
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
  await until(async () => expect((await slack.log('call', 'chat.stopStream')).length).toBe(1))
  expect((await threadOf('dana', threadTs))?.title).toBe('company show CO-1')
  await dana.say('deal list', channel, threadTs)
  await dana.sees((message) => message.threadTs === threadTs && textOf(message).includes('Roof'))
  expect((await threadOf('dana', threadTs))?.title, 'called after its first words').toBe('company show CO-1')
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
    await until(async () => expect(await answers()).toHaveLength(1))
    await fay.say('deal list', channel, threadTs)
    await fay.sees((message) => message.threadTs === threadTs && textOf(message).includes('open deals'))
    expect(await answers()).toHaveLength(1)
  },
)

const sent = (kind: string, name: string) => ({ on: 'call', name, kind })

test.each([
  ['its end is lost', [sent('lost', 'chat.stopStream')], 1],
  [
    'its end is refused for a while',
    [sent('ratelimited', 'chat.stopStream'), sent('server_error', 'chat.stopStream')],
    1,
  ],
  ['its end is lost and then refused', [sent('lost', 'chat.stopStream'), sent('server_error', 'chat.stopStream')], 1],
  ['it is never ended', [{ ...sent('server_error', 'chat.stopStream'), times: 4 }], 1],
  ['its beginning and its end are lost', [sent('lost', 'chat.startStream'), sent('lost', 'chat.stopStream')], 1],
  ['what stands above its chart is lost', [sent('lost', 'chat.appendStream')], 1],
] as const)(
  'where %s, a streamed answer is there once, and nothing is left half written',
  async (_name, faults, times) => {
    const dana = slack.as('dana')
    const { channel, threadTs } = await dana.agent()
    for (const fault of faults) await slack.fault(fault)
    await dana.say('report pipeline', channel, threadTs)
    const answers = async () =>
      (await slack.stored(channel)).filter(
        (message) => message.threadTs === threadTs && message.user === slack.bot && message.text !== '',
      )
    await until(async () => {
      expect(await answers()).not.toHaveLength(0)
      const open = await company.read(({ sql }) => sql`select from inbound_event where handled_at is null`)
      expect(open).toHaveLength(0)
    })
    expect(await answers()).toHaveLength(times)
    expect(await answers()).not.toContainEqual(expect.objectContaining({ streaming: true }))
  },
)

test('what stands above a chart is written before that is drawn', async () => {
  const dana = slack.as('dana')
  const { channel, threadTs } = await dana.agent()
  const ended = async () => (await slack.log('call', 'chat.stopStream')).length
  const before = await ended()
  await dana.say('report pipeline', channel, threadTs)
  await until(async () => expect(await ended()).toBe(before + 1))
  const calls = (await slack.log('call')).map(({ name }) => name)
  const order = ['chat.startStream', 'chat.appendStream', 'files.getUploadURLExternal', 'chat.stopStream']
  expect(calls.filter((name) => order.includes(name)).slice(-4)).toEqual(order)
})

test('a proposed question that is typed is answered as its button is; a sentence is no mistyped command', async () => {
  const dana = slack.as('dana')
  const { channel, threadTs } = await dana.agent()
  const prompts = await until(async () => {
    const thread = await threadOf('dana', threadTs)
    expect(thread?.prompts.length).toBeGreaterThan(2)
    return thread?.prompts ?? []
  })
  const answerTo = async (text: string) => {
    const said = Number(await dana.say(text, channel, threadTs))
    return (await dana.sees((message) => message.threadTs === threadTs && Number(message.ts) > said)).text
  }
  for (const { title, message } of prompts)
    expect(await answerTo(title.toLowerCase()), title).toBe(await answerTo(message))
  expect(await answerTo('what about that then?')).toContain('understand “what about that then?”')
  expect(await answerTo('dael list')).toContain('Did you mean “deal list”?')
})
