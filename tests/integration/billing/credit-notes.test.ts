import { describe, expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { toEInvoice } from '../../../src/documents/ubl/from-invoice.js'
import { checkEInvoice } from '../../../src/documents/ubl/rules.js'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { editDraft } from '../../../src/domain/billing/edit-draft.js'
import { getInvoiceDocument } from '../../../src/domain/billing/invoice-document-store.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { planSending } from '../../../src/domain/billing/send-invoice.js'
import { planReturn } from '../../../src/domain/ledger/close-tax-return.js'
import { openFiscalYear } from '../../../src/domain/ledger/period-store.js'
import { sealEntries } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { openTestBooks, type TestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()
const newBooks = () => openTestBooks(first.db, first.clock)

const issued = async (books: TestBooks, taxPoint?: string) => {
  const companyId = await books.customer('Acme')
  return books.change(async (tx) => {
    const lines = [{ description: 'Work', unitPriceMinor: 100_000n }]
    const { id } = await draftInvoice(tx, { companyId, lines, draftDate: '2026-11-05' })
    if (taxPoint) await editDraft(tx, id, { taxPoint })
    await issueInvoice(tx, id, '2026-11-05')
    return id
  })
}

describe('the mail of a credit note', () => {
  const mailOf = async (credited: { netMinor: bigint } | 'rest', paid = 0n) => {
    const books = await newBooks()
    const invoiceId = await issued(books)
    return books.change(async (tx) => {
      if (paid > 0n)
        await tx.prisma.$executeRaw`update invoice set open_minor = open_minor - ${paid},
        base_open_minor = base_open_minor - ${paid}, status = 'part_paid' where id = ${invoiceId}::uuid`
      const { credit } = await creditInvoice(tx, { invoiceId, date: '2026-11-10', credited })
      return (await planSending(tx, { invoiceId: credit.id, to: 'ada@acme.test', today: '2026-12-24' })).mail
    })
  }

  it('says what was set against the invoice', async () => {
    const { subject, text } = await mailOf({ netMinor: 10_000n })
    expect(subject).toMatch(/^Credit note CN-/)
    expect(text).toMatch(
      /credit note CN-\S+ over 119\.00 EUR for invoice INV-\S+\. 119\.00 EUR of it was set against INV-/,
    )
    expect(text).not.toMatch(/Please pay|was due|paid in full|to your credit/)
  })

  it('says what stands to the customer’s credit, and asks for nothing', async () => {
    const { text } = await mailOf('rest', 100_000n)
    expect(text).toMatch(/190\.00 EUR of it was set against INV-\S+\. 1,000\.00 EUR stands to your credit\./)
    expect(text).not.toMatch(/Please pay|was due|paid in full/)
  })
})

it('a credit note counts in the return of its own day, whatever tax point its invoice had', async () => {
  const books = await newBooks()
  const invoiceId = await issued(books, '2026-10-31')
  await books.change((tx) => openFiscalYear(tx, 2027))
  const { credit } = await books.change((tx) => creditInvoice(tx, { invoiceId, date: '2027-01-08', credited: 'rest' }))
  await bulkWorkspace(books.db, books.scope, (bulk) => sealEntries(bulk, { wait: true }))
  expect(credit.taxPoint).toBeNull()
  const due = async (to: string) => (await books.change((tx) => planReturn(tx, to, '2027-02-10', 'EUR'))).dueMinor
  expect(await due('2026-12-31')).toBe(19_000n)
  expect(await due('2027-01-31')).toBe(0n)
})

it('credits in parts stay with the departments of the invoice’s lines', async () => {
  const books = await newBooks()
  const companyId = await books.customer('Acme')
  const invoiceId = await books.change(async (tx) => {
    const line = { description: 'Work', unitPriceMinor: 60_000n }
    const lines = [
      { ...line, department: 'Sales' },
      { ...line, department: 'Support' },
    ]
    const { id } = await draftInvoice(tx, { companyId, lines, draftDate: '2026-11-05' })
    await issueInvoice(tx, id, '2026-11-05')
    return id
  })
  const credit = (credited: { netMinor: bigint } | 'rest') =>
    books.change((tx) => creditInvoice(tx, { invoiceId, date: '2026-11-10', credited }))
  const { lines } = await credit({ netMinor: 50_000n })
  expect(lines.map(({ department, netMinor }) => [department, netMinor])).toEqual([
    ['Sales', 25_000n],
    ['Support', 25_000n],
  ])
  await credit('rest')
  const left = await books.read(
    ({ sql }) => sql`select p.department from posting p join account a on a.id = p.account_id
      where a.code = '4400' group by p.department having sum(p.amount_minor) <> 0`,
  )
  expect(left).toHaveLength(0)
})

it('an invoice that is credited in parts has nothing open in the end, and nothing stands to the customer’s credit', async () => {
  const books = await newBooks()
  const companyId = await books.customer('Acme')
  const invoiceId = await books.change(async (tx) => {
    const lines = [{ description: 'Work', unitPriceMinor: 10_000n }]
    const { id } = await draftInvoice(tx, { companyId, lines, draftDate: '2026-11-05' })
    await issueInvoice(tx, id, '2026-11-05')
    return id
  })
  const credit = (credited: { netMinor: bigint } | 'rest') =>
    books.change((tx) => creditInvoice(tx, { invoiceId, date: '2026-11-10', credited }))
  expect((await credit({ netMinor: 5_050n })).credit.taxMinor).toBe(960n)
  const last = await credit('rest')
  expect(last.credit).toMatchObject({ taxMinor: 940n, openMinor: 0n })
  expect(last.taken?.to.openMinor).toBe(0n)
  const document = await books.read((read) => getInvoiceDocument(read, last.credit.id))
  expect(document.taxes).toMatchObject([{ netMinor: 4_950n, taxMinor: 940n }])
  expect(checkEInvoice(toEInvoice(document)).filter(({ rule }) => rule === 'BR-CO-17')).toEqual([])
  expect(await books.read(verifyBooks)).toEqual([])
})
