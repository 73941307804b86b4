import { beforeAll, expect, it } from 'vitest'
import { makeDueInvoices } from '../../../src/domain/billing/recur-invoice.js'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, confirm, data, done } = commandDesk(books)

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Sam', 'sales')
  await books.customer('Nordwind')
})

const run = (today: string) => makeDueInvoices(books.change, today)

/** 100.00 a month of hosting, less 10 %, for the days of November. */
async function source(): Promise<string> {
  const { invoice } = await data('Fay', 'invoice new Hosting company:Nordwind amount:100 date:2026-11-01 po:PO-7')
  await data('Fay', `invoice line ${invoice} number:1 from:2026-11-01 to:2026-11-30`)
  await data('Fay', `invoice discount ${invoice} percent:10`)
  return invoice ?? ''
}

const series = async (ref: string) =>
  (
    await data<{ series: { ref: string; next: string | null; made: number; state: string; last: string }[] }>(
      'Fay',
      'invoice recurring',
    )
  ).series.find((each) => each.ref === ref)

it('is set up from a draft, and what was due while nobody ran is made once, each for its own days', async () => {
  const like = await source()
  const shown = await say('Fay', `invoice recur ${like} every:month from:2026-12-01 until:2027-03-15`)
  expect(shown.reply.sections?.[0]).toEqual({
    title: 'The first one, on 1 Dec 2026',
    lines: ['Hosting, 1 Dec 2026 to 31 Dec 2026: 100.00 EUR each'],
  })
  const { series: ref = '' } = await done('Fay', `invoice recur ${like} every:month from:2026-12-01 until:2027-03-15`)
  expect((await run('2026-11-30')).made).toEqual([])
  const runs = await Promise.all([run('2027-02-10'), run('2027-02-10')])
  expect(runs.flatMap(({ made }) => made.map(({ date }) => date)).sort()).toEqual([
    '2026-12-01',
    '2027-01-01',
    '2027-02-01',
  ])
  expect((await run('2027-02-10')).made).toEqual([])
  expect(await series(ref)).toMatchObject({ next: '2027-03-01', made: 3, state: 'active' })
  const { last = '' } = (await series(ref)) ?? {}
  const card = await say('Fay', `invoice show ${last}`)
  expect(card.reply.data).toMatchObject({ status: 'draft', total: '107.10', discount: { percent: 10 } })
  const rows = await books.change((tx) => tx.prisma.invoiceLine.findMany({ where: { invoice: { ref: last } } }))
  expect(
    rows.map(({ serviceFrom, serviceTo }) => [
      serviceFrom?.toISOString().slice(0, 10),
      serviceTo?.toISOString().slice(0, 10),
    ]),
  ).toEqual([['2027-02-01', '2027-02-28']])
  await run('2027-12-31')
  expect(await series(ref)).toMatchObject({ next: null, made: 4 })
})

it('issues by itself where that was set up, by who may; one that a closed period refuses waits with those after it', async () => {
  const like = await source()
  expect((await say('Sam', `invoice recur ${like} every:week as:issued`)).reply.headline).toMatch(/not issue them/)
  const { series: ref = '' } = await done('Fay', `invoice recur ${like} every:week from:2026-11-05 as:issued`)
  const period = await books.read((read) => getPeriodOfMonth(read, '2026-11'))
  await books.change((tx) => closePeriod(tx, period?.id ?? ''))
  const { made, held } = await run('2026-12-10')
  expect(made).toEqual([])
  expect(held).toEqual([{ ref, problem: expect.stringMatching(/closed/) as unknown }])
  await say('Fay', `invoice skip ${ref}`)
  for (const _ of [1, 2, 3]) await say('Fay', `invoice skip ${ref}`)
  expect((await run('2026-12-10')).made.map(({ date, invoice }) => [date, invoice])).toEqual([
    ['2026-12-03', 'INV-2026-0001'],
    ['2026-12-10', 'INV-2026-0002'],
  ])
  await data('Fay', `invoice stop ${ref}`)
  expect(await books.read(verifyBooks)).toEqual([])
})

it('stops and goes on', async () => {
  const like = await source()
  const { series: ref = '' } = await done('Fay', `invoice recur ${like} every:year from:2027-01-01`)
  expect((await data('Fay', `invoice stop ${ref}`))['state']).toBe('stopped')
  expect((await run('2027-06-01')).made).toEqual([])
  expect((await say('Fay', `invoice skip ${ref}`)).reply.headline).toMatch(/doesn't go on/)
  await data('Fay', `invoice resume ${ref}`)
  expect((await run('2027-06-01')).made).toMatchObject([{ date: '2027-01-01' }])
  expect((await confirm('Fay', `invoice recur ${like} every:month until:2027-01-01`)).ok).toBe(true)
  expect(
    (await say('Fay', `invoice recur ${like} every:month from:2027-02-01 until:2027-01-01`)).reply.headline,
  ).toMatch(/end before it begins/)
})
