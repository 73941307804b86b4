import { expect, it } from 'vitest'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import { addAccounts } from '../../../src/domain/ledger/account-store.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { bankDesk } from '../../support/bank-desk.js'

const { books, say, bring, click, faults } = await bankDesk()
const MAIN = 'DE89370400440532013000'
const DOLLARS = 'DE75512108001245126199'
await books.change((tx) => addAccounts(tx, [{ code: '1810', name: 'Dollars', kind: 'asset', purpose: 'cash' }]))
await say(`bank add Dollars number:${DOLLARS} account:1810 currency:USD`)
await books.change(async (tx) => {
  for (const [date, rate] of [
    ['2026-11-01', '0.90'],
    ['2026-11-08', '0.91'],
    ['2026-11-15', '0.92'],
  ] as const)
    await putRate(tx, { currency: 'USD', kind: 'spot', date, rate, source: 'test' })
})

let files = 0
/** One line on an account; the bank names the other one, or only says some words. */
async function line(account: string, day: string, amount: string, other?: string): Promise<string> {
  const currency = account === MAIN ? 'EUR' : 'USD'
  const sign = amount.startsWith('-') ? 'D' : 'C'
  const moved = `${currency}${amount.replace('-', '').replace('.', ',')}`
  const text = other ? `/IBAN/${other}/NAME/Lindenhof/REMI/move` : 'by hand'
  files += 1
  await bring(
    `file-${files}.sta`,
    `:20:X\n:25:${account}\n:28C:${files}\n:60F:C261101${currency}0,00\n:61:2611${day}${sign}${amount.replace('-', '').replace('.', ',')}NTRFNONREF//B${files}\n:86:${text}\n:62F:${sign}2611${day}${moved}\n-`,
  )
  const { data } = (await say('bank lines all')).reply
  const lines = (data as { lines: { line: string }[] }).lines
  return `LINE-${Math.max(...lines.map((each) => Number(each.line.slice(5))))}`
}

/** What an account of a purpose holds: in each currency, and in the company's. */
const held = (purpose: string) =>
  books.read(
    ({ sql }) => sql<{ currency: string; minor: string; base: string }[]>`
      select p.currency, sum(p.amount_minor)::text as minor, sum(p.base_minor)::text as base
      from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      where a.purpose = ${purpose} group by 1 having sum(p.amount_minor) <> 0 or sum(p.base_minor) <> 0 order by 1`,
  )
const lost = async () => (await held('exchange-differences'))[0]?.base ?? '0'

it('asks what arrived in the other currency, waits for just that, and realises the difference when it comes', async () => {
  const out = await line(MAIN, '03', '-900.00', DOLLARS)
  expect((await matchOpenLines(books.db, { ...books.scope, via: 'job' })).matched).toEqual([])
  const asked = await say(`bank transfer ${out}`)
  expect(asked.ok).toBe(false)
  expect(asked.reply.headline).toContain('Dollars is kept in USD')
  expect(asked.reply.headline).toContain('amount:"1080.00 USD"')
  expect((await say(`bank transfer ${out} amount:"990.00 EUR"`)).ok).toBe(false)
  expect((await say(`bank transfer ${out} amount:"990.00 USD"`)).ok).toBe(true)
  expect(await held('money-in-transit')).toEqual([{ currency: 'USD', minor: '99000', base: '90000' }])
  expect(await lost()).toBe('0')
  const into = await line(DOLLARS, '05', '990.00', MAIN)
  const { matched } = await matchOpenLines(books.db, { ...books.scope, via: 'job' })
  expect(matched.map(({ reason }) => reason)).toEqual([expect.stringContaining(`Main, ${out}`)])
  // 990 dollars at 0.90 are 891 euros, and 900 had left.
  expect(await held('money-in-transit')).toEqual([])
  expect(await lost()).toBe('900')
  expect((await say(`bank unmatch ${into}`)).ok).toBe(true)
  expect(await lost()).toBe('0')
  expect((await say(`bank transfer ${into} other:${out}`)).ok).toBe(true)
  expect(await held('money-in-transit')).toEqual([])
  expect(await lost()).toBe('900')
  expect(await faults()).toEqual([])
})

it('pairs two lines that are there, whichever is posted first, and opens either again', async () => {
  const out = await line(DOLLARS, '09', '-100.00', MAIN)
  const into = await line(MAIN, '10', '92.00', DOLLARS)
  const before = BigInt(await lost())
  const shown = await say(`bank show ${into}`)
  expect(shown.reply.data).toMatchObject({ candidates: [{ by: 'transfer', certain: false }] })
  expect((await click(shown, 'Own transfer')).ok).toBe(true)
  expect(await held('money-in-transit')).toEqual([{ currency: 'USD', minor: '-10000', base: '-9200' }])
  // The dollars had cost 91 euros that day, and 92 arrived.
  expect((await say(`bank match ${out}`)).reply.headline).toContain('is matched')
  expect(await held('money-in-transit')).toEqual([])
  expect(BigInt(await lost()) - before).toBe(-100n)
  expect((await say(`bank unmatch ${into}`)).ok).toBe(true)
  expect((await say(`bank transfer ${into} other:${out}`)).ok).toBe(true)
  expect(await held('money-in-transit')).toEqual([])
  expect(BigInt(await lost()) - before).toBe(-100n)
  expect(await faults()).toEqual([])
})

it('leaves nothing in transit of two accounts in one foreign currency, whose days have different rates', async () => {
  const other = 'DE02120300000000202051'
  await books.change((tx) => addAccounts(tx, [{ code: '1811', name: 'More dollars', kind: 'asset', purpose: 'cash' }]))
  await say(`bank add More number:${other} account:1811 currency:USD`)
  const before = BigInt(await lost())
  await line(DOLLARS, '12', '-200.00', other)
  await line(other, '16', '200.00', DOLLARS)
  expect((await matchOpenLines(books.db, { ...books.scope, via: 'job' })).matched).toHaveLength(2)
  expect(await held('money-in-transit')).toEqual([])
  // 200 dollars were 182 euros when they left, and 184 when they arrived.
  expect(BigInt(await lost()) - before).toBe(-200n)
  expect(await faults()).toEqual([])
})

it('takes no line for the other side that can’t be it', async () => {
  const out = await line(MAIN, '16', '-50.00')
  const same = await line(MAIN, '16', '50.00')
  const other = await line(DOLLARS, '16', '-54.00')
  const refusal = async (words: string) => (await say(`bank transfer ${out} ${words}`)).reply.headline
  expect(await refusal(`other:${same}`)).toContain('of the same account')
  expect(await refusal(`other:${other}`)).toContain('go the same way')
  expect(await refusal('amount:"0.00 USD"')).toContain('above zero')
  expect(await refusal('amount:"50.00 GBP"')).toContain('in its currency (USD)')
  expect((await say(`bank post ${other} account:6855`)).ok).toBe(true)
  const settled = await line(DOLLARS, '17', '54.00')
  expect((await say(`bank post ${settled} account:6855`)).ok).toBe(true)
  expect(await refusal(`other:${settled}`)).toContain('waits for no other side')
  expect(await faults()).toEqual([])
})
