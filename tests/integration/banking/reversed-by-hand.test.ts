import { expect, it } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { applyMatch } from '../../../src/domain/banking/apply-match.js'
import { loadMatchBook } from '../../../src/domain/banking/match-book-store.js'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { bankDesk } from '../../support/bank-desk.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const desk = await bankDesk()
const { books, say, bring, invoice, open, faults, controller } = desk
const nordwind = await books.customer('Nordwind')
const IBAN = 'DE02120300000000202051'
const run = () => matchOpenLines(books.db, { ...books.scope, via: 'job' })
const confirm = async (text: string) => {
  const asked = await say(text, controller)
  expect(asked.reply.notes?.join()).toMatch(/LINE-\d+ of the bank tells of it.*bank unmatch LINE-\d+/)
  expect((await desk.click(asked, 'Reverse it')).ok).toBe(true)
}
const reconciled = async (asOf: string) =>
  (await say(`bank reconcile Main asof:${asOf}`)).reply.data as {
    unexplained: string
    onlyInBooks: object[]
    onlyOnBank: object[]
  }

let balance = 0
const statement = (date: string, ...entries: { amount: string; text?: string }[]) => {
  const opening = balance
  balance += entries.reduce((sum, { amount }) => sum + Number(amount), 0)
  const all = entries.map((each) => camtEntry({ name: 'Nordwind', iban: IBAN, ...each, date })).join('')
  const days = { from: date, to: date, entries: all }
  return bring(`${date}.xml`, camt({ ...days, opening: opening.toFixed(2), closing: balance.toFixed(2) }))
}

it('a payment that was reversed before its return came is told of by the line of the return', async () => {
  const number = await invoice(nordwind, 40_000n)
  await statement('2026-11-11', { amount: '476.00', text: number })
  expect((await run()).matched).toHaveLength(1)
  await confirm('payment bounce PAY-1')
  expect(await open(number)).toBe('47600')
  await statement('2026-11-24', { amount: '-476.00', text: 'returned' })
  expect((await run()).matched).toMatchObject([{ reason: expect.stringContaining('PAY-1 of') as unknown }])
  expect(await reconciled('2026-11-24')).toMatchObject({ unexplained: '0.00', onlyInBooks: [], onlyOnBank: [] })
  expect(await faults()).toEqual([])
})

it('a line whose payment was reversed by hand is opened again', async () => {
  const number = await invoice(nordwind, 10_000n)
  await statement('2026-11-25', { amount: '119.00', text: number })
  const [made] = (await run()).matched
  await confirm('payment reverse PAY-2 date:2026-11-25')
  expect((await say(`bank unmatch ${made?.ref}`)).ok).toBe(true)
  expect((await run()).matched).toMatchObject([{ ref: made?.ref }])
  expect(await open(number)).toBe('0')
  expect(await faults()).toEqual([])
})

it('two lines that are matched to one payment at the same moment: one of them stays open', async () => {
  const number = await invoice(nordwind, 20_000n)
  await books.change(async (tx) => {
    const { id } = await tx.prisma.invoice.findFirstOrThrow({ where: { number } })
    return payInvoice(tx, { invoiceId: id, date: '2026-11-26' })
  })
  await statement('2026-11-26', { amount: '238.00', text: 'one' }, { amount: '238.00', text: 'two' })
  const [entry] = (await books.read(loadMatchBook)).untold.filter(({ amountMinor }) => amountMinor === 23_800n)
  const lines = await books.read(
    ({ sql }) => sql<{ id: string }[]>`select id from bank_line where booking_date = '2026-11-26' order by position`,
  )
  if (!entry) throw new Error('the payment is told of already')
  const does = { kind: 'recorded', entry } as const
  const match = (lineId: string) =>
    inWorkspace(books.db, books.scope, (tx) =>
      applyMatch(tx, lineId, { by: 'manual', reason: 'Said by hand.', certain: true, does }),
    )
  const settled = await Promise.allSettled(lines.map(({ id }) => match(id)))
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'conflict', message: expect.stringContaining('another line meanwhile') as unknown },
  })
})
