import { expect, it } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { testBooks } from '../../support/books.js'

const books = await testBooks()
const company = (name: string, lifecycle: 'prospect' | 'former') =>
  books.change((tx) => createCompany(tx, { name, currency: 'EUR', termsDays: 30, lifecycle }))
const draft = (companyId: string) =>
  books.change((tx) =>
    draftInvoice(tx, { companyId, lines: [{ description: 'Work', unitPriceMinor: 100_00n }], draftDate: '2026-11-20' }),
  )
const issue = (id: string) => books.change((tx) => issueInvoice(tx, id, '2026-11-20'))
const lifecycleOf = async (id: string) => {
  const [row] = await books.read(
    ({ sql }) => sql<{ lifecycle: string }[]>`select lifecycle from company where id = ${id}`,
  )
  return row?.lifecycle
}
const moves = (id: string) =>
  books.read(
    ({ sql }) => sql<{ before: string; after: string }[]>`
      select before ->> 'lifecycle' as before, after ->> 'lifecycle' as after from audit_log
      where entity = 'company' and entity_id = ${id} and action = 'update'`,
  )

it('makes a customer of a prospect, once and with its trace, and not before it is issued', async () => {
  const { id: acme } = await company('Acme', 'prospect')
  const [first, second] = [await draft(acme), await draft(acme)]
  expect(await lifecycleOf(acme)).toBe('prospect')
  await Promise.all([issue(first.id), issue(second.id)])
  expect(await lifecycleOf(acme)).toBe('customer')
  expect(await moves(acme)).toEqual([{ before: 'prospect', after: 'customer' }])
})

it('leaves whom somebody calls a former customer as that', async () => {
  const { id: gone } = await company('Gone', 'former')
  await issue((await draft(gone)).id)
  expect(await lifecycleOf(gone)).toBe('former')
})
