import { expect, test } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { fromDecimal } from '../../../src/lib/money.js'
import type { StateValues, View } from '../../../src/sandbox/page-api.js'
import { foundedCompany } from '../../support/company.js'
import { appFor, pretendedSlack, textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }])
const { db, scope, staff } = company
const pretended = await pretendedSlack(db, scope, [{ name: 'dana', staffId: staff['dana'] ?? '' }])
const slack = await appFor(db, pretended, {}, { timeoutMs: 1_000 })
const dana = slack.as('dana')

/** Each of its own company, so that an answer says what it is an answer to. */
const FAULTS = [
  { on: 'call', name: 'chat.postMessage', kind: 'ratelimited' },
  { on: 'call', name: 'chat.postMessage', kind: 'server_error' },
  { on: 'call', name: 'chat.postMessage', kind: 'lost' },
  { on: 'call', name: 'chat.postMessage', kind: 'lost', times: 2 },
  { on: 'call', name: 'conversations.history', kind: 'server_error' },
  { on: 'delivery', name: 'event:message', kind: 'duplicate' },
  { on: 'delivery', name: 'event:message', kind: 'timeout' },
  { on: 'delivery', name: 'event:message', kind: 'server_error' },
  { on: 'delivery', name: 'event:message', kind: 'reorder' },
  { on: 'call', name: 'response_url', kind: 'server_error', slash: true },
  { on: 'call', name: 'response_url', kind: 'ratelimited', slash: true },
  { on: 'call', name: 'response_url', kind: 'server_error', times: 3, slash: true },
  { on: 'delivery', name: 'command', kind: 'duplicate', slash: true },
] as const

const refs = await company.change(async (tx) => {
  const made: string[] = []
  for (let n = 0; n < FAULTS.length; n += 1)
    made.push((await createCompany(tx, { name: `Customer ${n} of all`, currency: 'EUR' })).ref)
  return made
})

const answersTo = async (n: number) =>
  (await dana.state()).messages.filter(
    (message) => message.user === slack.bot && textOf(message).includes(`Customer ${n} of all`),
  )

test.each(FAULTS.map((fault, n) => [`${fault.on} ${fault.name} ${fault.kind}`, fault, n] as const))(
  'past %s, the answer is there',
  async (_name, fault, n) => {
    const { slash, ...rest } = { slash: false, ...fault }
    const dm = await dana.dm()
    await slack.fault(rest)
    if (slash) await dana.command(`/company show ${refs[n]}`)
    else await dana.say(`company show ${refs[n]}`, dm)
    // What is held back goes with the next delivery.
    if (rest.kind === 'reorder') await dana.say('help', dm)
    await until(async () => expect(await answersTo(n)).not.toHaveLength(0))
  },
)

test('nobody has seen one twice', async () => {
  await until(async () => {
    const open = await company.read(({ sql }) => sql`select from inbound_event where handled_at is null`)
    expect(open).toHaveLength(0)
  })
  const counts = await Promise.all(FAULTS.map(async (_, n) => (await answersTo(n)).length))
  expect(counts).toEqual(FAULTS.map(() => 1))
})

const deals = await company.change(async (tx) => {
  const acme = await createCompany(tx, { name: 'Acme', currency: 'EUR', ownerId: staff['dana'] ?? '' })
  const made: string[] = []
  for (let n = 0; n < 4; n += 1)
    made.push(
      (
        await createDeal(tx, {
          title: `Twice ${n}`,
          companyId: acme.id,
          amount: fromDecimal('1.00', 'EUR'),
          ownerId: staff['dana'] ?? '',
        })
      ).ref,
    )
  return made
}, 'dana')

const handled = () =>
  until(async () => {
    const open = await company.read(({ sql }) => sql`select from inbound_event where handled_at is null`)
    expect(open).toHaveLength(0)
  })
const notes = async (words: string) =>
  (await company.read(({ sql }) => sql`select from activity where body = ${words}`)).length
const said = async (words: string) =>
  (await dana.state()).messages.filter((message) => message.user === slack.bot && textOf(message).includes(words))

test('what is delivered twice is done once, and answered once', async () => {
  const dm = await dana.dm()
  const duplicate = (name: string) => slack.fault({ on: 'delivery', name, kind: 'duplicate' })
  await duplicate('command')
  await dana.command(`/deal note ${deals[0]} By command`)
  await dana.sees('By command')
  await duplicate('event:message')
  await dana.say(`deal note ${deals[0]} By message`, dm)
  await dana.sees('By message')
  await dana.command(`/deal note ${deals[1]}`)
  const view = await dana.modal()
  await duplicate('view_submission')
  await dana.submit(view, filled(view, 'By form'))
  await dana.sees('By form')
  const card = await dana.asks(`deal show ${deals[2]}`)
  await duplicate('block_actions')
  await dana.click(card, 'Win')
  await dana.sees('Won: DEAL-3 Twice 2')
  await handled()
  expect(await Promise.all(['By command', 'By message', 'By form'].map(notes))).toEqual([1, 1, 1])
  const counts = await Promise.all(
    ['By command', 'By message', 'By form'].map(async (words) => (await said(words)).length),
  )
  // What a person wrote themselves is not the app's.
  expect(counts).toEqual([1, 1, 1])
  const won = await company.read(
    ({ sql }) => sql`select from audit_log where entity = 'deal' and after ->> 'status' = 'won'`,
  )
  expect(won).toHaveLength(1)
  expect(await said('already')).toEqual([])
})

test.each([
  ['server_error', 1],
  ['lost', 1],
] as const)('a form opens past a %s of views.open', async (kind, times) => {
  await slack.fault({ on: 'call', name: 'views.open', kind, times })
  await dana.click(await dana.asks(`deal show ${deals[3]}`), 'Next step…')
  const view = await dana.modal((opened) => JSON.stringify(opened).includes('Twice 3'))
  await dana.submit(view, filled(view, `Past a ${kind}`))
  await dana.sees(`Past a ${kind}`)
  await handled()
  expect(await said('too long')).toEqual([])
})

/** What can't be found again: after a connection that broke it is said once more, where it can be (docs/adr/0033). */
test.each([
  ['response_url', `/deal note ${deals[3]} Lost by address`, 'Lost by address'],
  ['chat.postEphemeral', `deal note ${deals[3]} Lost by method`, 'Lost by method'],
])(
  'an answer for one person’s eyes by %s whose connections break stands nowhere twice, in their direct messages as well, and is done once',
  async (name, typed, words) => {
    const channel = slack.channels['finance'] ?? ''
    await slack.fault({ on: 'call', name, kind: 'lost' })
    if (typed.startsWith('/')) await dana.command(typed, channel)
    else await dana.say(`<@${slack.bot}> ${typed}`, channel)
    await dana.sees(words)
    await handled()
    const dm = await dana.dm()
    const all = await said(words)
    expect(all.map((message) => message.channel === dm)).toEqual([false, true])
    expect(all.map((message) => textOf(message).includes('in case it did not reach you'))).toEqual([false, true])
    expect(await notes(words)).toBe(1)
  },
)

test('calls that never end are given up, and what they were to show is there once all the same', async () => {
  const dm = await dana.dm()
  const finance = slack.channels['finance'] ?? ''
  const note = (words: string) => `deal note ${deals[3]} ${words}`
  const card = await dana.asks(`deal show ${deals[3]}`)
  const { channel, threadTs } = await dana.agent()
  const kept = await slack.face.chat.post(scope.workspaceId, dana.id, { headline: 'Kept before' }, 'kept')
  for (const name of [
    'chat.postMessage',
    'chat.postEphemeral',
    'response_url',
    'chat.stopStream',
    'chat.update',
    'views.open',
    'views.update',
    'views.publish',
  ])
    await slack.fault({ on: 'call', name, kind: 'timeout' })
  await Promise.all([
    dana.say(note('Ended in words'), dm),
    dana.say(`<@${slack.bot}> ${note('Ended beside')}`, finance),
    dana.command(`/${note('Ended by address')}`, finance),
    dana.say(note('Ended in a stream'), channel, threadTs),
    dana.click(card, 'Next step…'),
    kept && slack.face.chat.update(scope.workspaceId, kept, async () => ({ headline: 'Kept after' })),
    dana.home(),
  ])
  await dana.modal((opened) => JSON.stringify(opened).includes('Twice 3'))
  for (const words of ['in words', 'beside', 'by address', 'in a stream']) await dana.sees(`Ended ${words}`)
  await handled()
  for (const words of ['in words', 'beside', 'by address', 'in a stream']) {
    expect(await said(`Ended ${words}`), words).toHaveLength(1)
    expect(await notes(`Ended ${words}`), words).toBe(1)
  }
  expect(await said('Kept')).toEqual([expect.objectContaining({ text: 'Kept after' })])
})

function filled(view: View, words: string): StateValues {
  const inputs = view.blocks.filter((block) => block.type === 'input')
  return Object.fromEntries(
    inputs.map((block) => {
      const { type, action_id } = block['element'] as { type: string; action_id: string }
      return [
        block.block_id,
        { [action_id]: type === 'plain_text_input' ? { type, value: words } : { type, value: null } },
      ]
    }),
  ) as StateValues
}
