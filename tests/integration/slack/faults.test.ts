import { expect, test, vi } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { foundedCompany } from '../../support/company.js'
import { testSlack, textOf } from '../../support/slack.js'

const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }])
const { db, scope, staff } = company
const slack = await testSlack(db, scope, [{ name: 'dana', staffId: staff['dana'] ?? '' }])
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
    await vi.waitFor(async () => expect(await answersTo(n)).not.toHaveLength(0), { timeout: 10_000, interval: 50 })
  },
)

test('nobody has seen one twice', async () => {
  await vi.waitFor(async () => {
    const open = await company.read(({ sql }) => sql`select from inbound_event where handled_at is null`)
    expect(open).toHaveLength(0)
  })
  const counts = await Promise.all(FAULTS.map(async (_, n) => (await answersTo(n)).length))
  expect(counts).toEqual(FAULTS.map(() => 1))
})
