import { describe, expect, it } from 'vitest'
import { keepChannels } from '../../../src/domain/people/chat-channel-store.js'
import { goLive } from '../../../src/domain/people/go-live.js'
import { textOf } from '../../support/slack.js'
import { supportDesk } from '../../support/support-desk.js'

const desk = await supportDesk({ live: false })
const { ada, say, clock, slack } = desk
const [anna, ben] = [slack.as('anna'), slack.as('ben')]
const HOUR = 3_600_000

async function settle() {
  await desk.work()
  clock.advance(31_000)
  await desk.work()
}
/** What the clock's schedule asks for, as every five minutes. */
async function tick() {
  await desk.change((tx) => tx.outbox('case.clock', {}))
  await desk.work()
}
const told = async (who: string, words: string) => (await slack.stored(who)).filter(({ text }) => text.includes(words))

describe('of a new case', () => {
  it('nobody hears before the company is live', async () => {
    await ada('Before')
    await settle()
    await tick()
    expect(await told('anna', 'Before')).toEqual([])
    await desk.change(goLive)
    await say('anna', 'case close CASE-1')
  })

  it('those of support hear, several in one message, each once', async () => {
    await ada('Sensor silent')
    await settle()
    const card = await anna.sees('New case from Ada Lovelace, Acme: CASE-2 Sensor silent')
    await ben.sees('CASE-2 Sensor silent')
    expect(textOf(card)).toContain('first reply due in 7 h 59 min')
    expect(await told('sol', 'Sensor silent')).toEqual([])
    await ada('One')
    await ada('Two')
    await settle()
    const both = await anna.sees('2 cases: 2 new')
    expect(textOf(both)).toContain('CASE-4 Two')
    await settle()
    expect(await told('anna', 'Sensor silent')).toHaveLength(1)
  })

  it('is taken, waits and is closed by its buttons, and tells its owner when the customer writes', async () => {
    await anna.click(await anna.sees('New case from Ada Lovelace, Acme: CASE-2'), 'Assign to me')
    const mine = await anna.sees('CASE-2 Sensor silent is yours now')
    await anna.click(mine, 'Wait')
    await anna.sees('CASE-2 Sensor silent waits for the customer')
    await ada('Re: Sensor silent', { inReplyTo: 'ada2@acme.com' })
    await settle()
    const wrote = await anna.sees('Ada Lovelace, Acme wrote on CASE-2 Sensor silent')
    expect(await told('ben', 'wrote on CASE-2')).toEqual([])
    expect(textOf(wrote)).toContain('Why: You own CASE-2.')
    await anna.click(wrote, 'Mute CASE-2')
    await anna.sees('You hear no more of CASE-2')
    await ada('Re: Sensor silent', { inReplyTo: 'ada2@acme.com' })
    await settle()
    expect(await told('anna', 'wrote on CASE-2')).toHaveLength(1)
    await say('anna', 'case unmute CASE-2')
  })

  it('is said in the channel that the company names', async () => {
    const channel = slack.channels['finance'] ?? ''
    expect((await say('mia', `sla route tell:${channel}`)).ok).toBe(true)
    expect(JSON.stringify((await say('mia', 'sla show')).reply.fields)).toContain(`in ${channel}`)
    const kept = [{ channel, name: 'finance', open: true, joined: true }]
    await desk.change((tx) => keepChannels(tx, kept))
    expect(JSON.stringify((await say('mia', 'sla show')).reply.fields)).toContain('in #finance')
    await say('mia', 'sla route tell:staff')
    expect((await say('mia', 'sla route tell:#finance')).reply.changes).toMatchObject([{ after: 'in #finance' }])
    await ada('In the channel')
    await settle()
    const [posted] = (await slack.stored('finance')).filter(({ text }) => text.includes('In the channel'))
    expect(posted?.text).toContain('New case from Ada Lovelace, Acme: CASE-5 In the channel')
    await ben.click({ channel, ts: posted?.ts ?? '' }, 'Assign to me')
    await expect
      .poll(() =>
        desk.rows(`select s.name from support_case c join staff s on s.id = c.owner_id where c.ref = 'CASE-5'`),
      )
      .toEqual([{ name: 'Ben' }])
    const stands = async () => {
      await settle()
      return (await slack.stored('finance')).filter(({ ephemeralTo }) => !ephemeralTo).map(textOf)
    }
    expect(await stands()).toEqual([expect.stringContaining('Ben has it.')])
    // The card has the button for how it is now; one of how it was takes nothing from Ben.
    await anna.click({ channel, ts: posted?.ts ?? '' }, 'Close')
    await anna.sees('CASE-5 In the channel is closed')
    expect(await stands()).toEqual([expect.stringMatching(/Closed.*Reopen/s)])
    await say('mia', 'sla route tell:staff')
  })

  it('given by another is told to whom it is given', async () => {
    await say('mia', 'case assign CASE-3 to:ben@lindenhof.test')
    await settle()
    expect(textOf(await ben.sees('CASE-3 One is yours now'))).toContain('Why: You own CASE-3.')
  })
})

describe('a promise that runs out', () => {
  it('warns its owner once, then tells them and their manager once', async () => {
    await desk.change((tx) =>
      tx.prisma.staff.updateMany({ where: { name: 'Ben' }, data: { managerId: desk.staff['mia'] ?? '' } }),
    )
    await say('mia', 'sla set urgent first:2h whole:16h')
    await say('ben', 'case new "On fire" contact:"Ada Lovelace" priority:urgent owner:ben@lindenhof.test')
    await tick()
    expect(await told('ben', 'On fire')).toEqual([])
    clock.advance(1.6 * HOUR)
    await tick()
    await tick()
    await ben.sees('On fire: first reply due in 24 min')
    expect(await told('mia', 'On fire')).toEqual([])
    clock.advance(0.5 * HOUR)
    await tick()
    await tick()
    await slack.as('mia').sees(/On fire: first reply overdue by \d+ min/)
    expect(await told('ben', 'On fire')).toHaveLength(2)
    expect(await told('mia', 'On fire')).toHaveLength(1)
  })

  it('is not told at night, but for urgent ones where the company says so', async () => {
    await say('mia', 'sla hours daily from:0 to:24 holidays:worked')
    await say('ben', 'case new "Night shift" priority:urgent owner:ben@lindenhof.test')
    await say('ben', 'case new "Night low" priority:high owner:ben@lindenhof.test')
    // Two in the morning in Berlin.
    clock.advance(new Date('2026-11-24T01:00:00Z').getTime() - desk.db.clock.now().getTime())
    await tick()
    expect(await told('ben', 'Night')).toEqual([])
    await say('mia', 'sla route night:tell')
    await tick()
    await ben.sees('Night shift')
    expect(await told('ben', 'Night low')).toEqual([])
    clock.advance(8 * HOUR)
    await tick()
    await ben.sees('Night low')
  })
})

it('a reply that comes back is told to the owner of its case', async () => {
  const reply = await say('anna', 'case reply CASE-2 It should work again.')
  expect((await desk.click('anna', reply.reply.actions?.[0]?.id ?? '')).reply.headline).toContain('is on its way')
  await desk.change((tx) =>
    tx.outbox('address.bounced', { addressKey: 'ada@acme.com', messageId: desk.support, kind: 'hard', said: 'no' }),
  )
  await desk.work(/address\.bounced/)
  clock.advance(31_000)
  await desk.work(/case\.notice/)
  expect(textOf(await anna.sees('The reply on CASE-2 Sensor silent came back'))).toContain('CASE-2')
})

it('who takes over from a colleague who leaves is told once what it is, and the cards of it say so', async () => {
  const changed = async () => (await desk.rows(`select id from outbox where kind = 'case.changed'`)).length
  const before = await changed()
  const preview = await say('mia', 'staff leave ben@lindenhof.test to:anna@lindenhof.test')
  expect((await desk.click('mia', preview.confirm ?? '')).ok).toBe(true)
  expect(await changed()).toBeGreaterThan(before)
  await desk.work(/^(staff\.left|case\.changed)$/)
  const heard = await anna.sees('Ben has left, and you took over')
  expect(textOf(heard)).toMatch(/Open cases.*My cases.*Why: it is yours now/s)
  await desk.work(/^(staff\.left|case\.changed)$/)
  expect(await told('anna', 'Ben has left')).toHaveLength(1)
})
