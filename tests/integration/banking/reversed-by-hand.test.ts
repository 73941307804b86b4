import { expect, it } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { applyMatch } from '../../../src/domain/banking/apply-match.js'
import type { UntoldEntry } from '../../../src/domain/banking/match-book.js'
import { loadMatchBook } from '../../../src/domain/banking/match-book-store.js'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { reversePayment } from '../../../src/domain/billing/reverse-payment.js'
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

/** An invoice that was paid by hand on that day, as the books show it to lines that tell of nothing yet. */
async function paidByHand(net: bigint, date: string) {
  const number = await invoice(nordwind, net)
  const { payment } = await books.change(async (tx) => {
    const { id } = await tx.prisma.invoice.findFirstOrThrow({ where: { number } })
    return payInvoice(tx, { invoiceId: id, date })
  })
  const entry = (await books.read(loadMatchBook)).untold.find(({ paymentId }) => paymentId === payment.id)
  if (!entry) throw new Error('the payment is told of already')
  return { payment, entry }
}

const linesOf = (date: string) =>
  books.read(
    ({ sql }) => sql<{ id: string }[]>`select id from bank_line where booking_date = ${date} order by position`,
  )

const match = (lineId: string, entry: UntoldEntry) =>
  inWorkspace(books.db, books.scope, (tx) =>
    applyMatch(tx, lineId, {
      by: 'manual',
      reason: 'Said by hand.',
      certain: true,
      does: { kind: 'recorded', entry },
    }),
  )

it('two lines that are matched to one payment at the same moment: one of them stays open', async () => {
  const { entry } = await paidByHand(20_000n, '2026-11-26')
  await statement('2026-11-26', { amount: '238.00', text: 'one' }, { amount: '238.00', text: 'two' })
  const settled = await Promise.allSettled((await linesOf('2026-11-26')).map(({ id }) => match(id, entry)))
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'conflict', message: expect.stringContaining('another line meanwhile') as unknown },
  })
})

it('a line is not matched to a payment that was reversed since it was proposed', async () => {
  const { payment, entry } = await paidByHand(30_000n, '2026-11-27')
  await statement('2026-11-27', { amount: '357.00', text: 'late' })
  await books.change((tx) => reversePayment(tx, { paymentId: payment.id, date: '2026-11-27' }))
  const [line] = await linesOf('2026-11-27')
  await expect(match(line?.id ?? '', entry)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('was reversed meanwhile') as unknown,
  })
})
