import { expect, test } from 'vitest'
import type { JobContext } from '../../../src/jobs/define-job.js'
import { keepChat } from '../../../src/jobs/keep-chat.js'
import { openQueue } from '../../../src/jobs/queue.js'
import { startJobs } from '../../../src/jobs/start-jobs.js'
import { quietServices } from '../../support/services.js'
import { textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'
import { closeWorld } from './close-world.js'

const MONTH = '2026-10'
// A Sunday evening in Berlin; Tokyo's Monday begins in an hour.
const world = await closeWorld('2026-11-01T14:00:00Z', { live: false })
const { slack, clock } = world

/** What the app has written to a person by itself. */
const heard = async (name: string) => (await slack.stored(name)).filter((message) => message.user === slack.bot)
const counts = async () => {
  const all: Record<string, number> = {}
  for (const name of ['fay', 'carl', 'ada', 'max', 'tokyo', 'sally']) all[name] = (await heard(name)).length
  return all
}
const at = async (instant: string): Promise<void> => {
  clock.set(new Date(instant))
  await world.tick()
  await world.work()
}
const oneMore = (before: Record<string, number>, ...names: string[]) => ({
  ...before,
  ...Object.fromEntries(names.map((name) => [name, (before[name] ?? 0) + 1])),
})
const said = async (name: string) => textOf({ text: '', blocks: (await heard(name)).at(-1)?.blocks ?? [] })
const NOBODY = { fay: 0, carl: 0, ada: 0, max: 0, tokyo: 0, sally: 0 }

test('a company that has not gone live sends nothing', async () => {
  // Two of these people’s tasks, done by hand here.
  await world.change(async ({ prisma }) => {
    await prisma.closeTemplateTask.updateMany({ where: { key: 'won-deals' }, data: { checkName: null } })
    const recurring = { checkName: null, reviewerRole: 'controller' }
    await prisma.closeTemplateTask.updateMany({ where: { key: 'recurring' }, data: recurring })
  })
  await world.openMonth(MONTH)
  await world.work()
  await at('2026-11-02T09:00:00Z')
  expect(await counts()).toEqual(NOBODY)
  expect(await slack.stored(slack.channels['finance'] ?? '')).toEqual([])
})

test('each is reminded in their own morning: nobody at night, at the weekend or on a holiday', async () => {
  await world.change((tx) => tx.prisma.workspace.updateMany({ data: { liveAt: tx.now } }))
  await at('2026-11-01T14:00:00Z') // a Sunday everywhere
  expect(await counts()).toEqual(NOBODY)
  await at('2026-11-01T23:45:00Z') // Monday 8:45 in Tokyo
  expect(await counts()).toEqual(NOBODY)
  await at('2026-11-02T00:00:00Z') // Monday 9:00 in Tokyo, 1:00 in Berlin
  expect(await counts()).toEqual({ ...NOBODY, tokyo: 1 })
  await at('2026-11-02T07:45:00Z') // 8:45 in Berlin
  expect(await counts()).toEqual({ ...NOBODY, tokyo: 1 })
  await at('2026-11-02T08:00:00Z') // 9:00
  expect(await counts()).toEqual({ ...NOBODY, tokyo: 1, fay: 1, max: 1 })
  await at('2026-11-02T10:15:00Z')
  expect(await counts()).toEqual({ ...NOBODY, tokyo: 1, fay: 1, max: 1 })
})

test('one message groups all of a person’s tasks, with a button each', async () => {
  const [message] = await heard('fay')
  expect(message?.text).toBe('October 2026 is closing: 3 tasks wait for you')
  const text = await said('fay')
  for (const part of ['Due today', 'Record all bank receipts', 'Due soon', 'Post the payroll journal'])
    expect(text).toContain(part)
  expect(text).not.toContain('Receivables agree')
})

test('Done in the message does it through the app, and the message follows in place', async () => {
  const fay = slack.as('fay')
  const [before] = await heard('fay')
  await fay.click({ channel: before?.channel ?? '', ts: before?.ts ?? '' }, 'Done: Record all bank receipts')
  await fay.sees(/is with its reviewer/)
  expect(await world.states(MONTH)).toMatchObject({ receipts: 'submitted' })
  await world.work()
  const [after] = await heard('fay')
  expect(after?.ts).toBe(before?.ts)
  expect(after?.text).toBe('October 2026 is closing: 2 tasks wait for you')
})

test('the card’s thread has the day’s history in one message, edited as the day goes on', async () => {
  const stored = await slack.stored(slack.channels['finance'] ?? '')
  const card = stored.find((message) => message.text.startsWith('Close of October 2026'))
  const days = stored.filter((message) => message.threadTs === card?.ts && message.ts !== card?.ts)
  expect(days.map(({ text }) => text)).toEqual(['1 Nov 2026', '2 Nov 2026'])
  const history = textOf({ text: '', blocks: days[1]?.blocks ?? [] })
  expect(history).toMatch(/11:15 Record all bank receipts of the month \(TASK-2610-1\): with the reviewer – Fay/)
})

test('the reviewer hears of it, once, and approves by button', async () => {
  await at('2026-11-02T10:30:00Z')
  const [message] = await heard('carl')
  expect(message?.text).toBe('October 2026 is closing: 1 task waits for you')
  const carl = slack.as('carl')
  await carl.click({ channel: message?.channel ?? '', ts: message?.ts ?? '' }, 'Approve: Record all bank receipts')
  await carl.sees(/is done/)
  await world.work()
  const [after] = await heard('carl')
  expect(after?.text).toBe('All your close tasks of today are done. Thank you.')
})

test('what nobody ran for two days is caught up once, and a holiday is left out', async () => {
  const before = await counts()
  await at('2026-11-05T06:00:00Z') // Thursday 7:00 in Berlin, 15:00 in Tokyo
  expect(await counts()).toEqual({ ...before, tokyo: 2 })
  await at('2026-11-05T09:00:00Z')
  const after = await counts()
  expect(after['fay']).toBe((before['fay'] ?? 0) + 1)
  expect(await said('fay')).toContain('Overdue')
  await at('2026-12-25T09:00:00Z') // Christmas Day in Germany, a Friday
  expect(await counts()).toEqual(after)
})

test('what somebody puts off comes back on its day; what is not theirs becomes the controller’s question', async () => {
  clock.set(new Date('2026-11-05T11:00:00Z'))
  const fay = slack.as('fay')
  await fay.command(`/close snooze ${await world.ref(MONTH, 'payroll')} until:2026-11-09`)
  await fay.sees(/You hear of it again on 9 Nov/)
  await world.work()
  expect(await said('fay')).not.toContain('Post the payroll journal')
  const max = slack.as('max')
  await max.command(`/close not-mine ${await world.ref(MONTH, 'won-deals')} whose:sally@lindenhof.test`)
  await max.sees(/not yours, but perhaps Sally’s/)
  await world.work()
  expect((await heard('max')).at(-1)?.text).toBe('All your close tasks of today are done. Thank you.')
  expect(await said('carl')).toContain('Said not to be theirs')
  await max.command(`/close unsnooze ${await world.ref(MONTH, 'won-deals')}`)
  await max.sees(/You are reminded again/)
})

test('two workers at once send each message once', async () => {
  clock.set(new Date('2026-11-06T09:00:00Z'))
  const before = await counts()
  const services = { ...quietServices, chat: slack.face.chat }
  const stops: (() => Promise<void>)[] = []
  for (const _ of [1, 2]) {
    const queue = await openQueue({ kind: 'postgres', url: world.database.url('daybook_queue') }, world.db.log)
    stops.push(queue.close, await startJobs({ db: world.db, queue, services, pollMs: 50, dueMs: 3_600_000 }))
  }
  try {
    await Promise.all(Array.from({ length: 8 }, () => world.tick()))
    await until(async () => expect(await openRows()).toBe(0))
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
  expect(await counts()).toEqual(oneMore(before, 'fay', 'max', 'carl'))
})

test('a crash between sending and noting it is found out by the message itself', async () => {
  clock.set(new Date('2026-11-09T09:00:00Z'))
  const before = await counts()
  // Slack takes it and the line breaks before the answer: nobody knows.
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'lost', times: 1 })
  await world.tick()
  await expect(world.work()).rejects.toMatchObject({ code: 'unavailable' })
  await world.work()
  expect(await counts()).toEqual(oneMore(before, 'fay', 'max', 'carl'))
  const unsettled = await world.read(({ sql }) => sql`select from delivery where state <> 'sent'`)
  expect(unsettled).toHaveLength(0)
})

test('a process that died while it was sending keeps others waiting, until its claim has run out', async () => {
  clock.set(new Date('2026-11-10T09:00:00Z'))
  const context = world.context('test')
  const reply = { headline: 'Once' }
  const fay = slack.users['fay'] ?? ''
  const dying: JobContext = { ...context, services: { ...context.services, chat: dead(context.services.chat) } }
  void keepChat(dying, { occasion: 'close-card:once', to: fay, reply })
  await until(async () => expect((await heard('fay')).at(-1)?.text).toBe('Once'))
  await expect(keepChat(context, { occasion: 'close-card:once', to: fay, reply })).rejects.toMatchObject({
    code: 'conflict',
  })
  clock.advance(121_000)
  await keepChat(context, { occasion: 'close-card:once', to: fay, reply })
  expect((await heard('fay')).filter((message) => message.text === 'Once')).toHaveLength(1)
})

test('a card is edited in place, posted anew when somebody deleted it, and says the newest of two', async () => {
  const context = world.context('test')
  const finance = slack.channels['finance'] ?? ''
  const card = (headline: string) =>
    keepChat(context, { occasion: 'close-card:card', to: finance, reply: { headline } })
  const cards = async () => (await slack.stored(finance)).filter((message) => message.text.startsWith('Card'))
  await card('Card 1')
  const calls = async () => (await slack.log('call', 'chat.update')).length
  const updates = await calls()
  await card('Card 1')
  expect(await calls()).toBe(updates)
  await card('Card 2')
  expect(await cards()).toMatchObject([{ text: 'Card 2' }])
  await slack.fault({ on: 'call', name: 'chat.update', kind: 'error', error: 'message_not_found' })
  await card('Card 3')
  expect((await cards()).at(-1)).toMatchObject({ text: 'Card 3' })
  const both = await Promise.allSettled([card('Card 4'), card('Card 5')])
  if (both.some((each) => each.status === 'rejected')) await card('Card 5')
  else expect((await cards()).at(-1)?.text).toMatch(/Card [45]/)
  await card('Card 5')
  expect((await cards()).at(-1)).toMatchObject({ text: 'Card 5' })
})

test('a channel that won’t have the card costs nobody their reminder, and gets it once it will', async () => {
  const occasion = 'close-card:closed-channel'
  const context = world.context('test')
  const deliver = () =>
    keepChat(context, { occasion, to: slack.channels['elsewhere'] ?? '', reply: { headline: 'Hello' } })
  await deliver()
  const [row] = await world.read(
    ({ sql }) => sql<{ state: string; reason: string }[]>`
      select state, detail ->> 'reason' as reason from delivery where occasion = ${occasion}`,
  )
  expect(row).toEqual({ state: 'failed', reason: 'Slack refuses it: not_in_channel.' })
  await slack.as('carl').invite('elsewhere')
  await deliver()
  expect((await slack.stored(slack.channels['elsewhere'] ?? '')).at(-1)?.text).toBe('Hello')
})

/** Sends, and then never comes back: what a SIGKILL at that moment looks like to the database. */
const dead = (chat: JobContext['services']['chat']): JobContext['services']['chat'] => ({
  ...chat,
  post: async (...args) => {
    await chat.post(...args)
    return new Promise(() => undefined)
  },
})

const openRows = async (): Promise<number> => {
  const [row] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from routing.outbox_ref`
  return row?.count ?? -1
}
