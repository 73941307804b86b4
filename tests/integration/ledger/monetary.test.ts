import { beforeAll, expect, it } from 'vitest'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, data, done } = commandDesk(books)

beforeAll(async () => {
  await hire('Cora', 'controller')
  await books.change(async (tx) => {
    for (const [date, kind, rate] of [
      ['2026-10-05', 'spot', '0.90'],
      ['2026-10-30', 'closing', '0.95'],
    ] as const)
      await putRate(tx, { currency: 'USD', date, kind, rate, source: 'test' })
  })
})

it('a van that was paid in dollars keeps its worth; what is called money is revalued', async () => {
  await data('Cora', 'account new 0541 name:Vehicles kind:asset')
  await done('Cora', 'journal new "A van" lines:"0541 USD 1000; 2900" date:2026-10-05')
  const nothing = await say('Cora', 'fx revalue month:2026-10')
  expect(nothing.reply.headline).toMatch(/Nothing to revalue.*0541 Vehicles is no money.*account set 0541 monetary:yes/)
  await data('Cora', 'account set 0541 monetary:no')
  expect((await say('Cora', 'fx revalue month:2026-10')).reply.headline).not.toMatch(/Vehicles/)
  expect((await say('Cora', 'account set 0541 monetary:yes')).reply.changes).toEqual([
    { label: 'Revalued', before: 'no', after: 'yes' },
  ])
  expect((await say('Cora', 'fx revalue month:2026-10')).reply.headline).toMatch(/50.00 EUR unrealised/)
})
