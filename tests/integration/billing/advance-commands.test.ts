import { beforeAll, expect, it } from 'vitest'
import type { Answer } from '../../../src/bots/commands/request.js'
import { reverseJournal } from '../../../src/domain/ledger/reverse-journal.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { advanceDesk } from '../../support/advances.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, click, confirm, data } = commandDesk(books)
const { cleared } = advanceDesk(books)

beforeAll(async () => {
  await hire('Cora', 'controller')
  await hire('Ada', 'admin')
  await books.customer('Nordwind')
})

const fieldOf = ({ reply }: Answer, label: string) => reply.fields?.find((field) => field.label === label)?.value
const undo = ({ reply }: Answer) => click('Cora', reply.actions?.find(({ label }) => label === 'Undo')?.id ?? '')

it('is switched on and off by its code, and taken back', async () => {
  expect((await say('Cora', 'tax advances Z')).reply.headline).toMatch(/^Z Zero rated has no tax/)
  expect((await say('Cora', 'tax advances nonsense')).reply.headline).toMatch(/^There is no tax code "nonsense"/)
  const on = await say('Cora', 'tax advances S')
  expect(on.reply.headline).toBe('What customers pay on account is taxed on receipt: S VAT 19 %')
  expect((await say('Cora', 'tax code-retire S')).reply.headline).toMatch(/still used by money on account/)
  expect((await say('Ada', 'settings set tax-advances value:AA')).reply.headline).toMatch(/tax advances/)
  const set = async () => (await data<{ settings: Record<string, unknown> }>('Cora', 'settings list')).settings
  expect((await set())['tax-advances']).toBe('S')
  await undo(on)
  expect((await set())['tax-advances']).toBeNull()
  await say('Cora', 'tax advances S')
  const off = await say('Cora', 'tax advances off')
  expect(off.reply.headline).toBe('What customers pay on account is no longer taxed on receipt')
  await undo(off)
  expect((await set())['tax-advances']).toBe('S')
})

it('is shown before a payment is recorded and on its card; an allocation and its Undo turn it back and forth', async () => {
  const given = 'payment new Nordwind amount:1190 date:2026-11-02'
  const preview = await say('Cora', given)
  expect(fieldOf(preview, 'Tax on it, due now')).toEqual({ money: { minor: 190_00n, currency: 'EUR' } })
  expect(preview.reply.sections).toHaveLength(2)
  const { payment } = (await click('Cora', preview.confirm ?? '')).reply.data as { payment: string }
  expect(fieldOf(await say('Cora', `payment show ${payment}`), 'Tax on it')).toBe('190.00 EUR, VAT 19 %')
  const { invoice } = await data('Cora', 'invoice new "Work" company:Nordwind amount:1000 date:2026-11-05')
  const issued = (await confirm('Cora', `invoice issue ${invoice}`)).reply.data as { invoice: string }
  const allocated = await say('Cora', `payment allocate ${payment} to:${issued.invoice}`)
  expect([allocated.ok, await cleared()]).toEqual([true, '0.00'])
  expect(fieldOf(await say('Cora', `payment show ${payment}`), 'Tax on it')).toBeUndefined()
  const back = await undo(allocated)
  expect([back.reply.headline, back.ok, await cleared()]).toEqual([expect.any(String), true, '190.00'])
  expect(await books.read(verifyBooks)).toEqual([])
})

it('is taken back with its payment, not by an entry of its own', async () => {
  const [row] = await books.read(
    ({ sql }) => sql<{ id: string }[]>`select id from journal_entry where source = 'advance-tax' limit 1`,
  )
  await expect(books.change((tx) => reverseJournal(tx, row?.id ?? '', '2026-11-20'))).rejects.toThrow(
    /belongs to a record \(advance-tax\).*allocate the payment/,
  )
})
