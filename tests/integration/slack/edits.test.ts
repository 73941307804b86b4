import { expect, test } from 'vitest'
import { type ChatDelivery, deliverChat } from '../../../src/jobs/deliver-chat.js'
import { keepChat } from '../../../src/jobs/keep-chat.js'
import { noChat, type Services } from '../../../src/jobs/services.js'
import { mailDesk } from '../../support/mail-desk.js'
import { until } from '../../support/until.js'

// Messages that are kept up to date in place, and what comes between.

const desk = await mailDesk([
  { name: 'sam', roles: ['sales'] },
  { name: 'cora', roles: ['support'] },
])
const { db, scope, slack } = desk
const contextWith = (services: Services) => ({ db, scope, services, log: db.log, kind: 'test', outboxId: '' })
const context = contextWith(desk.services)
const card = (name: string, headline: string, to: string): ChatDelivery => ({
  occasion: `mailbox-card:${name}`,
  to: slack.users[to] ?? '',
  reply: { headline },
})
const said = async (who: string, name: string) =>
  (await slack.stored(who)).filter(({ text }) => text.startsWith(name)).map(({ text }) => text)

test('one message that can’t be changed keeps no other from being changed', async () => {
  for (const who of ['sam', 'cora']) await keepChat(context, card('one', 'One: open', who))
  await slack.fault({ on: 'call', name: 'chat.update', kind: 'error', error: 'is_inactive' })
  for (const who of ['sam', 'cora']) await keepChat(context, card('one', 'One: settled', who))
  expect(await said('sam', 'One')).toEqual(['One: open'])
  expect(await said('cora', 'One')).toEqual(['One: settled'])
})

test('a message that is found after its answer was lost is brought up to date', async () => {
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'lost' })
  await expect(deliverChat(context, card('two', 'Two: open', 'sam'))).rejects.toThrow()
  await deliverChat(context, card('two', 'Two: settled', 'sam'))
  await keepChat(context, card('two', 'Two: settled', 'sam'))
  await until(async () => expect(await said('sam', 'Two')).toEqual(['Two: settled']))
})

test('what changed while no Slack was connected is shown once one is again', async () => {
  await keepChat(context, card('three', 'Three: open', 'sam'))
  await keepChat(contextWith({ ...desk.services, chat: noChat }), card('three', 'Three: settled', 'sam'))
  await keepChat(context, card('three', 'Three: settled', 'sam'))
  expect(await said('sam', 'Three')).toEqual(['Three: settled'])
})
