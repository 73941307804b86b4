import { beforeAll, expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createPipeline } from '../../../src/domain/crm/create-pipeline.js'
import { defaultPipeline } from '../../../src/domain/crm/pipeline.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, confirm, data } = commandDesk(books)
const refusal = async (text: string) => {
  const { ok, reply } = await say('Fay', text)
  return ok ? 'done' : reply.headline
}

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Cora', 'controller')
  const companyId = await books.customer('Acme')
  await books.change(async (tx) => {
    for (const [currency, rate] of [
      ['USD', '0.90'],
      ['JPY', '0.006'],
    ] as const)
      for (const date of ['2026-11-01', '2026-11-20'])
        await putRate(tx, { currency, date, kind: 'spot', rate, source: 'test' })
    for (const currency of ['USD', 'JPY']) {
      const lines = [{ description: 'Work', unitPriceMinor: 100_000n, taxCode: 'G' }]
      const { id } = await draftInvoice(tx, { companyId, currency, lines, draftDate: '2026-11-05' })
      await issueInvoice(tx, id, '2026-11-05')
    }
  })
})

it.each([
  'invoice credit INV-2026-0001 amount:"100 EUR"',
  'invoice writeoff INV-2026-0001 relief:no amount:"100 EUR"',
  'invoice pay INV-2026-0001 discount:"100 EUR"',
  'invoice pay INV-2026-0001 fee:"100 EUR"',
])('%s is not taken for dollars', async (text) => {
  expect(await refusal(text)).toMatch(/INV-2026-0001 is in USD, not EUR/)
  expect((await say('Fay', text.replace('100 EUR', '100 USD'))).ok).toBe(true)
})

it('a supplier’s credit is not taken for another currency either', async () => {
  const made = await data('Fay', 'bill new Hosting supplier:Acme amount:"1000 USD" account:6837 tax:O')
  await confirm('Cora', `bill approve ${made['bill']}`)
  expect(await refusal(`bill credit ${made['bill']} amount:"100 EUR"`)).toMatch(/is in USD, not EUR/)
  expect(await refusal(`bill credit ${made['bill']} amount:"100 USD" number:C-1`)).toBe('done')
})

it('what is paid back of yen is said in yen', async () => {
  await confirm('Fay', 'payment new Acme amount:"5000 JPY"')
  expect(await refusal('payment refund PAY-1 amount:4000')).toMatch(/PAY-1 is in JPY, not EUR/)
  expect((await say('Fay', 'payment refund PAY-1 amount:"4000 JPY"')).reply.headline).toMatch(/pay 4,000 JPY back/)
})

it('money by hand in another currency than the bank account’s asks by how much that moved', async () => {
  await data('Cora', 'bank add Main number:DE89370400440532013000 account:1800')
  const made = await data('Fay', 'bill new Hosting supplier:Acme amount:"1000 USD" account:6837 tax:O')
  const bill = made['bill']
  await confirm('Cora', `bill approve ${bill}`)
  const asks = /Main is kept in EUR. Say by how much 1,000.00 USD moved it: account:"923.40 EUR"/
  expect(await refusal(`bill pay ${bill}`)).toMatch(asks)
  expect(await refusal('invoice pay INV-2026-0001')).toMatch(asks)
  expect(await refusal('payment new Acme amount:"1000 USD"')).toMatch(asks)
  expect(await refusal('payment refund PAY-1')).toMatch(/Main is kept in EUR/)
  const { approval } = (await confirm('Fay', `bill pay ${bill} account:"923.40 EUR"`)).reply.data as {
    approval: string
  }
  await confirm('Cora', `approval approve ${approval}`)
  const moved = await books.read(
    ({
      sql,
    }) => sql`select p.currency, p.amount_minor::int as minor from posting p join account a on a.id = p.account_id
      join journal_entry e on e.id = p.entry_id where a.code = '1800' and e.source = 'payment' and p.amount_minor < 0`,
  )
  expect([...moved]).toEqual([{ currency: 'EUR', minor: -92_340 }])
})

it('what is made for somebody is in their currency where none is said, and in what is said else', async () => {
  await hire('Ada', 'admin')
  await books.change(async (tx) => {
    await createPipeline(tx, defaultPipeline)
    await createCompany(tx, { name: 'Birch', currency: 'USD' })
  })
  const of = async (text: string) => {
    const { reply } = await say(text.startsWith('deal') ? 'Ada' : 'Fay', text)
    return `${reply.headline} ${JSON.stringify(reply.data)}`
  }
  for (const text of [
    'invoice new Work company:Birch amount:1000 tax:G',
    'bill new Hosting supplier:Birch amount:1000 account:6837 tax:O',
    'deal new "Birch renewal" company:Birch amount:1000',
  ]) {
    expect(await of(text)).toContain('USD')
    expect(await of(text.replace('amount:1000', 'amount:"1000 EUR"'))).toContain('EUR')
  }
})
