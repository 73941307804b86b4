import { beforeAll, expect, it } from 'vitest'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, confirm, data, done } = commandDesk(books)

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Cora', 'controller')
  await books.customer('Acme')
})

it('payables by age agree with their control account, credits and advances taken off', async () => {
  for (const [number, net, due] of [
    ['A', 100, '2026-12-31'],
    ['B', 50, '2026-11-20'],
    ['C', 20, '2026-09-01'],
  ] as const) {
    const { bill } = await data(
      'Fay',
      `bill new "Goods" supplier:Acme amount:${net} number:${number} date:2026-08-01 due:${due} account:6837 tax:O`,
    )
    await confirm('Cora', `bill approve ${bill}`)
  }
  const { approval } = await done('Fay', 'bill pay B amount:10 date:2026-11-21')
  await confirm('Cora', `approval approve ${approval}`)
  const { rows, totals } = await data<{ rows: object[]; totals: object }>('Fay', 'report payables-ageing')
  expect(rows).toEqual([
    expect.objectContaining({ company: 'Acme', current: '100.00', '1-30': '40.00', '61-90': '20.00', total: '160.00' }),
  ])
  expect(totals).toMatchObject({ total: '160.00' })
  expect((await say('Fay', 'report payables-ageing')).reply.notes?.join(' ')).toMatch(
    /Agrees with the payables control account: 160.00 EUR/,
  )
})
