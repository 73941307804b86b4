import { beforeAll, expect, it } from 'vitest'
import { importInvoice } from '../../../src/domain/billing/import-invoice.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, confirm, data } = commandDesk(books)

beforeAll(async () => {
  await hire('Fay', 'finance')
  const company = { id: await books.customer('Acme'), name: 'Acme' }
  for (const number of ['RE-1001', '2026/77', 'Rg 12'])
    await books.change((tx) =>
      importInvoice(tx, {
        kind: 'invoice',
        number,
        company,
        issueDate: '2026-11-02',
        dueDate: '2026-11-30',
        currency: 'EUR',
        totalMinor: 119_00n,
        taxMinor: 19_00n,
        openMinor: 119_00n,
        description: 'As invoiced in the earlier system',
        poNumber: null,
        lines: [],
        afterCutover: false,
      }),
    )
})

it('an invoice of an earlier system is named by the number that it had there', async () => {
  expect(await data('Fay', 'invoice show re-1001')).toMatchObject({ open: '119.00' })
  const paid = await confirm('Fay', 'invoice pay RE-1001 amount:119 date:2026-11-20')
  expect(paid.reply.headline).toMatch(/119\.00 EUR for RE-1001, paid in full/)
  expect((await say('Fay', 'invoice writeoff RE-9 relief:no')).reply.headline).toBe(
    "I can't find an invoice “RE-9” that you may write off.",
  )
  expect((await say('Fay', 'invoice show 2026/77')).reply.headline).toContain('2026/77')
  expect((await say('Fay', 'invoice show "RG 12"')).reply.headline).toContain('Rg 12')
})
