import { beforeAll, expect, it } from 'vitest'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { bankDesk } from '../../support/bank-desk.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const { books, say, bring, invoice, open, faults } = await bankDesk()
let number = ''

beforeAll(async () => {
  number = await invoice(await books.customer('Nordwind'), 100_000n, '2026-10-05')
  const entries = [
    { amount: '-9.50', date: '2026-10-31', text: 'charges' },
    { amount: '1190.00', date: '2026-10-30', name: 'Nordwind', text: number },
  ]
  await bring(
    'october.xml',
    camt({
      opening: '0.00',
      closing: '1180.50',
      from: '2026-10-30',
      to: '2026-10-31',
      entries: entries.map(camtEntry).join(''),
    }),
  )
})

const lineOf = async (minor: number) =>
  (await books.read(({ sql }) => sql<{ ref: string }[]>`select ref from bank_line where amount_minor = ${minor}`))[0]
    ?.ref ?? ''
const lastReversal = async () =>
  (
    await books.read(
      ({ sql }) => sql<{ date: string }[]>`
      select date::text from journal_entry where source = 'reversal' order by recorded_at desc, id desc limit 1`,
    )
  )[0]?.date

it('takes a posting back on its own day while that is open, and says so', async () => {
  const charges = await lineOf(-950)
  await say(`bank post ${charges} account:6855`)
  expect((await say('undo')).reply).toMatchObject({
    headline: `${charges} is open again`,
    text: 'What its match had recorded is taken back, dated 31 Oct 2026.',
  })
  expect(await lastReversal()).toBe('2026-10-31')
  expect(await faults()).toEqual([])
})

it('takes a payment back on its own day too, so that it can be matched again on that day', async () => {
  const paid = await lineOf(119_000)
  expect((await say(`bank match ${paid}`)).ok).toBe(true)
  expect((await say(`bank unmatch ${paid}`)).reply.text).toContain('dated 30 Oct 2026')
  expect(await lastReversal()).toBe('2026-10-30')
  expect((await say(`bank match ${paid}`)).ok).toBe(true)
  expect(await open(number)).toBe('0')
  expect(await faults()).toEqual([])
})

it('a day that somebody gives stands', async () => {
  const charges = await lineOf(-950)
  await say(`bank post ${charges} account:6855`)
  expect((await say(`bank unmatch ${charges} date:2026-11-03`)).reply.text).toContain('dated 3 Nov 2026')
  expect(await lastReversal()).toBe('2026-11-03')
})

it('takes back today what lies in a month that is closed by now', async () => {
  const charges = await lineOf(-950)
  await say(`bank post ${charges} account:6855`)
  const october = await readWorkspace(books.db, books.scope, (read) => getPeriodOfMonth(read, '2026-10'))
  await books.change((tx) => closePeriod(tx, october.id))
  expect((await say(`bank unmatch ${charges}`)).reply.text).toContain('dated 23 Nov 2026')
  expect(await lastReversal()).toBe('2026-11-23')
  // A payment of October as well.
  expect((await say(`bank unmatch ${await lineOf(119_000)}`)).reply.text).toContain('dated 23 Nov 2026')
  expect(await faults()).toEqual([])
})
