import { describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { goLive } from '../../../src/domain/people/go-live.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'
import { textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'

const desk = await mailDesk(
  [
    { name: 'dana', roles: ['sales'] },
    { name: 'ben', roles: ['sales'] },
    { name: 'max', roles: ['manager'] },
    { name: 'finn', roles: ['finance'] },
    { name: 'hugo', roles: ['department'] },
    { name: 'ines', roles: ['admin'] },
  ],
  { live: false },
)
const { clock, slack, rows } = desk
const dana = slack.as('dana')
const info = await desk.mailbox('info@lindenhof.test')
const DAY = 86_400_000
const [ben, max] = [slack.as('ben'), slack.as('max')]

const give = (who: string, input: { text: string } | { action: string }) =>
  dispatch(
    { db: desk.db, catalog: desk.services.catalog },
    { who: { workspaceId: desk.scope.workspaceId, staffId: desk.staff[who] ?? '', via: 'terminal' }, input },
  )

/** A command that must work, and is confirmed where it asks. */
async function say(who: string, text: string) {
  const asked = await give(who, { text })
  const answer = asked.confirm ? await give(who, { action: asked.confirm }) : asked
  expect(answer, `${text}\n${answer.reply.headline}\n${answer.reply.text ?? ''}`).toMatchObject({ ok: true })
  return answer.reply
}

/** What the daily turn asks for, and what is told within the window. */
async function look() {
  await desk.change((tx) => tx.outbox('signal.look', {}))
  await settle()
}
async function settle() {
  await desk.work()
  clock.advance(31_000)
  await desk.work()
}
const told = async (who: string, words: string) => (await slack.stored(who)).filter(({ text }) => text.includes(words))
const stateOf = async (name: string) => {
  const found = await rows<{ state: string }>('select state from signal where name = $1 order by id', [name])
  return found.map(({ state }) => state)
}

await say('dana', 'company new Acme domain:acme.com')
await say('dana', 'deal new "Acme renewal" company:Acme amount:50k')
clock.advance(7 * DAY)

describe('a deal without a next step', () => {
  it('is told to nobody before the company is live', async () => {
    await look()
    expect(await rows('select 1 from signal')).toEqual([])
    await desk.change(goLive)
  })

  it('is told its owner once, with its figures and what acts on it', async () => {
    await look()
    const message = await dana.sees('DEAL-1 Acme renewal has no next step')
    expect(textOf(message)).toContain('for 7 days, and nobody has noted what comes next')
    await look()
    expect(await told('dana', 'has no next step')).toHaveLength(1)
    const home = await dana.home()
    expect(JSON.stringify(home)).toMatch(/\*Signals\*.*1 signal waits for you.*DEAL-1 Acme renewal has no next step/)
    expect(JSON.stringify(await ben.home())).not.toContain('Acme renewal')
    await dana.click(message, 'Why am I seeing this?')
    expect(textOf(await dana.sees('An open deal stands in its stage'))).toContain('It is on a record of yours.')
    await say('dana', 'deal next DEAL-1 Send the contract by:friday')
    await until(async () => expect(JSON.stringify(await dana.home())).not.toContain('has no next step'))
    expect(await stateOf('deal-without-step')).toEqual(['shown'])
    await settle()
    expect(await stateOf('deal-without-step')).toEqual(['acted'])
    await look()
    await dana.sees('DEAL-1 has a next step: Send the contract')
    expect(await told('dana', 'has no next step')).toHaveLength(0)
    expect(await stateOf('deal-without-step')).toEqual(['acted'])
  })

  it('waits for the morning, and is not told where it was done by then', async () => {
    await say('dana', 'deal new "Night work" company:Acme amount:3k')
    clock.advance(7 * DAY + 12 * 3_600_000)
    await look()
    expect(await told('dana', 'Night work')).toEqual([])
    await say('dana', 'deal next "Night work" Call them')
    clock.advance(12 * 3_600_000)
    await desk.work()
    expect(await told('dana', 'Night work')).toEqual([])
    expect(await stateOf('deal-without-step')).toEqual(['acted', 'acted'])
  })
})

describe('an unknown sender at a customer’s domain', () => {
  it('is told at once, dismissed, and counted', async () => {
    await desk.arrive(info, [letter({ id: 'u1@x', from: 'Carl Cox <carl@acme.com>', to: 'info@lindenhof.test' })])
    await settle()
    const message = await dana.sees('Carl Cox at Acme wrote and is no contact yet')
    await dana.click(message, 'Dismiss')
    const done = await dana.sees('Dismissed: Carl Cox at Acme')
    expect(await stateOf('unknown-sender')).toEqual(['dismissed'])
    await settle()
    expect(await told('dana', 'Dana dismissed it')).toHaveLength(1)
    await dana.click(done, 'Undo')
    await dana.sees('Waits again: Carl Cox at Acme')
    expect(await stateOf('unknown-sender')).toEqual(['shown'])
    await settle()
  })

  it('is heard no more of once it is muted', async () => {
    const message = await dana.sees(({ text }) => text === 'Carl Cox at Acme wrote and is no contact yet')
    await dana.click(message, 'Mute these')
    await dana.sees('You hear no more of the signal unknown-sender')
    clock.advance(1_000)
    await desk.arrive(info, [letter({ id: 'u2@x', from: 'Dora <dora@acme.com>', to: 'info@lindenhof.test' })])
    await settle()
    expect(await told('dana', 'Dora at Acme')).toEqual([])
    expect(await stateOf('unknown-sender')).toEqual(['muted', 'muted'])
    await say('dana', 'signal unmute unknown-sender')
    expect(await stateOf('unknown-sender')).toEqual(['shown', 'muted'])
    await say('dana', 'signal mute unknown-sender')
  })
})

/** A mail of so many days ago. */
let count = 0
const mail = (from: string, daysAgo = 0, to = 'info@lindenhof.test') =>
  letter({
    id: `s${++count}@x`,
    from,
    to,
    subject: 'Secret plans',
    date: new Date(clock.now().getTime() - daysAgo * DAY).toUTCString(),
  })
const away = (who: string, delegate: string | null) =>
  desk.change((tx) =>
    tx.prisma.staff.updateMany({
      where: { id: desk.staff[who] ?? '' },
      data: {
        awayUntil: delegate === null ? null : new Date('2027-06-01'),
        delegateId: delegate === null ? null : (desk.staff[delegate] ?? ''),
        managerId: desk.staff['max'] ?? null,
      },
    }),
  )

describe('somebody new', () => {
  it('who writes to sales is told to who looks after what is nobody’s, and is acted on where the company is made', async () => {
    const sales = await desk.mailbox('sales@lindenhof.test')
    await desk.arrive(sales, [mail('Gus New <gus@fresh.com>', 0, 'sales@lindenhof.test')])
    await desk.arrive(info, [mail('Ida Other <ida@elsewhere.com>')])
    await settle()
    const message = await max.sees('Gus New of fresh.com wrote to sales@lindenhof.test')
    expect(textOf(message)).not.toContain('Secret plans')
    expect(textOf(message)).toContain('It is on nobody’s record')
    await say('max', 'company new Fresh domain:fresh.com')
    await look()
    await max.sees('Fresh is in the books: fresh.com')
    expect(await stateOf('new-domain')).toEqual(['acted'])
  })

  it('is nobody new in a thread that is kept private, nor where the company names another address', async () => {
    await say('ines', 'settings set sales-addresses value:hello@lindenhof.test')
    const sales = (await rows<{ id: string }>("select id from mailbox where address = 'sales@lindenhof.test'"))[0]?.id
    await desk.arrive(sales ?? '', [mail('Kim <kim@newer.com>', 0, 'sales@lindenhof.test')])
    await settle()
    expect(await stateOf('new-domain')).toEqual(['acted'])
  })
})

describe('a customer gone quiet', () => {
  it('is told to who stands in, by their own rhythm; one who was quiet before is history', async () => {
    await say('dana', 'company new Bolt domain:bolt.com')
    await say('dana', 'company new Cold domain:cold.com')
    await say('dana', 'company new Rare domain:rare.com')
    const weekly = (from: string, last: number, gap = 7) =>
      Array.from({ length: 9 }, (_, n) => mail(from, last + gap * (8 - n)))
    const old = [...weekly('bea@bolt.com', 14), ...weekly('cy@cold.com', 60), ...weekly('ray@rare.com', 15, 20)]
    await desk.arrive(info, old, false)
    await look()
    expect(await stateOf('gone-quiet')).toEqual([])
    await away('dana', 'ben')
    clock.advance(DAY)
    await look()
    const message = await ben.sees('Bolt has gone quiet: nothing for 15 days')
    expect(textOf(message)).toContain('They wrote on 9 days of the last year, usually every 7 days')
    expect(textOf(message)).toContain('a record of Dana’s, and you stand in for them')
    expect(await stateOf('gone-quiet')).toEqual(['shown'])
    await away('dana', null)
    await say('ben', 'log call Bolt They were on holiday')
    await look()
    await ben.sees('Ben called them: Bolt')
    expect(await stateOf('gone-quiet')).toEqual(['acted'])
  })
})

describe('of the books', () => {
  it('a big payment is told, against what is usual of the customer', async () => {
    for (let n = 0; n < 20; n += 1) await say('finn', 'payment new Acme amount:100')
    await settle()
    expect(await stateOf('big-payment')).toEqual([])
    await say('finn', 'payment new Acme amount:500')
    await settle()
    const message = await dana.sees('Acme paid 500.00 EUR')
    expect(textOf(message)).toContain('They pay 100.00 EUR usually')
  })

  it('a contract that ends is told, and a deal is what one does about it', async () => {
    await say('finn', 'invoice new Service company:Acme amount:1200')
    await say('finn', 'invoice recur DRAFT-1 every:month from:2026-12-20 until:2027-01-25')
    await look()
    const message = await dana.sees('Acme: the contract ends on 25 Jan 2027')
    expect(textOf(message)).toContain('It brings 1,200.00 EUR a month')
    await say('dana', 'deal new "Acme again" company:Acme next:"Call them"')
    await look()
    await dana.sees(/DEAL-\d+ Acme again was begun/)
    expect(await stateOf('renewal-due')).toEqual(['acted'])
  })

  it('what is overdue is told to who sells, or to their manager where who stands in may not see it', async () => {
    await say('dana', 'company new Owing terms:1')
    await say('dana', 'deal new "Owing more" company:Owing amount:9k next:"Send it"')
    await say('finn', 'invoice new Goods company:Owing amount:700')
    await say('finn', 'invoice issue DRAFT-2')
    await away('dana', 'hugo')
    clock.advance(7 * DAY)
    await look()
    const message = await max.sees('Owing owes 833.00 EUR past due')
    expect(textOf(message)).toContain('6 days late')
    expect(await told('hugo', 'Owing')).toEqual([])
    expect((await give('hugo', { text: 'signal list all' })).reply.headline).toBe('No signal waits for anybody')
    await away('dana', null)
    const [invoice] = await rows<{ number: string }>('select number from invoice where number is not null')
    await say('finn', `invoice pay ${invoice?.number} amount:833`)
    await look()
    await max.sees('It is paid, or the deal is closed')
    expect(await stateOf('overdue-with-deal')).toEqual(['lapsed'])
  })
})

it('a champion’s address that bounces is told once, with the deal', async () => {
  await say('dana', 'contact new "Ada Long" email:ada@bolt.com company:Bolt')
  await say('dana', 'deal new "Bolt upgrade" company:Bolt amount:20k next:"Visit them"')
  await say('dana', 'deal contact "Bolt upgrade" who:"Ada Long" role:champion')
  await desk.arrive(info, [mail('cy@cold.com')])
  const [report] = await rows<{ id: string }>('select id from message order by id desc limit 1')
  const bounced = { addressKey: 'ada@bolt.com', messageId: report?.id ?? '', kind: 'hard', said: 'No such user' }
  await desk.change(async (tx) => {
    await tx.prisma.contactAddress.updateMany({ where: { addressKey: 'ada@bolt.com' }, data: { health: 'invalid' } })
    await tx.outbox('address.bounced', bounced)
  })
  await settle()
  const message = await dana.sees('ada@bolt.com (Ada Long) does not exist any more: the champion of DEAL-')
  expect(textOf(message)).toContain('No such user')
  expect(await told('dana', 'does not exist any more')).toHaveLength(1)
  await say('dana', 'contact address "Ada Long" email:ada.long@bolt.com')
  await look()
  await dana.sees('They have another address: ada.long@bolt.com')
})

it('several of a morning are one message', async () => {
  await say('dana', 'company new Many')
  for (const title of ['One', 'Two', 'Three']) await say('dana', `deal new "Many ${title}" company:Many`)
  clock.advance(7 * DAY)
  await look()
  const message = await dana.sees('3 signals about your customers')
  expect(textOf(message)).toContain('Many Two has no next step')
})

it('a company sets from which figure on a signal speaks, or switches it off', async () => {
  const set = await say('ines', 'signal set deal-without-step threshold:21')
  expect(set.changes).toEqual([{ label: 'Days in the stage', before: 7, after: 21 }])
  expect((await give('ines', { text: 'signal set unknown-sender threshold:3' })).reply.headline).toContain('no figure')
  await say('ines', 'signal set deal-without-step off:yes')
  const before = await stateOf('deal-without-step')
  await say('dana', 'deal new "Many Four" company:Many')
  clock.advance(22 * DAY)
  await look()
  expect(await stateOf('deal-without-step')).toHaveLength(before.length)
})

it('each signal’s hit rate is reported', async () => {
  const { data } = await say('max', 'report signals')
  const found = data as { rows: { signal: string; acted: number; dismissed: number; muted: number; rate: string }[] }
  expect(found.rows.find(({ signal }) => signal === 'gone-quiet')).toMatchObject({ acted: 1 })
  expect(found.rows.find(({ signal }) => signal === 'unknown-sender')).toMatchObject({ acted: 0, muted: 3 })
})
