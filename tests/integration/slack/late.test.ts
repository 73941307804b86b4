import { expect, test } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { fromDecimal } from '../../../src/lib/money.js'
import { foundedCompany } from '../../support/company.js'
import { appFor, pretendedSlack, textOf } from '../../support/slack.js'
import { postAsSlack } from '../../support/slack-post.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }])
const { db, scope, staff } = company
const pretended = await pretendedSlack(db, scope, [{ name: 'dana', staffId: staff['dana'] ?? '' }])
const slack = await appFor(db, pretended)
const dana = slack.as('dana')

const deal = await company.change(async (tx) => {
  const ownerId = staff['dana'] ?? ''
  const acme = await createCompany(tx, { name: 'Acme', currency: 'EUR', ownerId })
  return await createDeal(tx, { title: 'Roof', companyId: acme.id, amount: fromDecimal('1.00', 'EUR'), ownerId })
}, 'dana')

const rows = (query: string) => company.read(({ sql }) => sql.unsafe(query))
const notes = async (words: string) =>
  (await company.read(({ sql }) => sql`select from activity where body = ${words}`)).length
const said = async (words: string) =>
  (await dana.state()).messages.filter((message) => message.user === slack.bot && textOf(message).includes(words))
const handled = () =>
  until(async () => expect(await rows('select from inbound_event where handled_at is null')).toHaveLength(0))

/** Nothing that arrives is recorded meanwhile, and so nothing is acknowledged. */
async function whileNothingIsRecorded(work: () => Promise<void>): Promise<void> {
  let letGo = () => {}
  const untilLetGo = new Promise<void>((resolve) => (letGo = resolve))
  let holding: Promise<unknown> = Promise.resolve()
  await new Promise<void>((held) => {
    holding = company.change(async (tx) => {
      await tx.prisma.$executeRaw`lock table inbound_event in share row exclusive mode`
      held()
      await untilLetGo
    })
  })
  await work().finally(letGo)
  await holding
}

const isWaiting = () =>
  until(async () =>
    expect(await rows("select from pg_locks where not granted and relation = 'inbound_event'::regclass")).toHaveLength(
      1,
    ),
  )

test('a command that was not acknowledged in time is not begun, and who gave it hears so at once', async () => {
  await whileNothingIsRecorded(async () => {
    const given = dana.command(`/deal note ${deal.ref} "Rang about the <b> gutter"`)
    await expect(given).rejects.toThrow(/delivered: false/)
  })
  await until(async () => expect(await said('Nothing was done for “/deal note')).toHaveLength(1))
  await handled()
  expect(await notes('Rang about the <b> gutter')).toBe(0)
})

test('nor is one whose Slack hung up before it was acknowledged', async () => {
  await whileNothingIsRecorded(async () => {
    const hangUp = new AbortController()
    const payload = {
      command: '/deal',
      text: `note ${deal.ref} Rang twice`,
      user_id: dana.id,
      team_id: slack.team,
      channel_id: await dana.dm(),
      trigger_id: '1.2.three',
    }
    const given = postAsSlack(slack.appUrl, payload, { signal: hangUp.signal })
    await isWaiting()
    hangUp.abort()
    await expect(given).rejects.toThrow()
    // What is asked after it is answered after the app has seen the end of that connection.
    await fetch(slack.appUrl)
    await fetch(slack.appUrl)
  })
  await until(async () =>
    expect(await said(`Nothing was done for “/deal note ${deal.ref} Rang twice”`)).toHaveLength(1),
  )
  await handled()
  expect(await notes('Rang twice')).toBe(0)
})

test('a message that was not acknowledged in time is answered all the same: its repetition is dropped', async () => {
  const event = { type: 'message', channel_type: 'im', user: dana.id, text: `deal note ${deal.ref} By message` }
  const body = {
    type: 'event_callback',
    event_id: 'Ev1',
    team_id: slack.team,
    event: { ...event, channel: await dana.dm(), ts: '1700000000.000100', event_ts: '1700000000.000100' },
  }
  await whileNothingIsRecorded(async () => {
    expect((await postAsSlack(slack.appUrl, body)).status).toBe(404)
  })
  expect((await postAsSlack(slack.appUrl, body)).status).toBe(200)
  await dana.sees('By message')
  await handled()
  expect(await notes('By message')).toBe(1)
})
