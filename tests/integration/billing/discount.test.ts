import { beforeAll, expect, it } from 'vitest'
import { invoicePdf } from '../../../src/documents/invoice-pdf.js'
import { toEInvoice } from '../../../src/documents/ubl/from-invoice.js'
import { writeUbl } from '../../../src/documents/ubl/write-ubl.js'
import { getInvoiceDocument } from '../../../src/domain/billing/invoice-document-store.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'
import { brokenRules } from '../../support/en16931.js'

const books = await testBooks()
const { hire, say, click, data, done } = commandDesk(books)

beforeAll(async () => {
  await hire('Fay', 'finance')
  await books.customer('Nordwind')
})

/** Two lines: 1,000.00 at 19 %, 333.33 at nothing. */
const drafted = async (): Promise<string> => {
  const { invoice } = await data('Fay', 'invoice new Consulting company:Nordwind amount:1000')
  await data('Fay', `invoice line ${invoice} text:Books price:333.33 tax:Z`)
  return invoice ?? ''
}

const posted = async (invoice: string) => {
  const { postings } = await data<{ postings: { account: string; amount: string }[] }>('Fay', `invoice show ${invoice}`)
  return postings.map(({ account, amount }) => `${account} ${amount}`)
}

const idOf = (invoice: string) =>
  books.change(async (tx) => (await tx.prisma.invoice.findFirstOrThrow({ where: { number: invoice } })).id)

it('takes a percentage off each code, before tax, in the books and on paper', async () => {
  const draft = await drafted()
  const given = await say('Fay', `invoice discount ${draft} percent:10`)
  expect(given.reply).toMatchObject({
    headline: `${draft} comes to 1,371.00 EUR`,
    changes: [{ label: 'Discount', before: 'none', after: '10 %' }],
    data: { discount: '133.33', net: '1200.00', total: '1371.00' },
  })
  const { invoice = '' } = await done('Fay', `invoice issue ${draft}`)
  expect(await posted(invoice)).toEqual(['1200 1371.00', '4400 -900.00', '4400 -300.00', '3806 -171.00'])
  expect(await data('Fay', `invoice show ${invoice}`)).toMatchObject({ discount: { percent: 10, amount: '133.33' } })
  const document = await books.read(async (read) => getInvoiceDocument(read, await idOf(invoice)))
  expect(document.lines.map(({ netMinor }) => netMinor)).toEqual([1000_00n, 333_33n])
  const xml = writeUbl({ ...toEInvoice(document), seller: { ...toEInvoice(document).seller, taxId: 'DE123456789' } })
  expect(brokenRules(xml)).toEqual([])
  expect(xml.match(/<cac:AllowanceCharge>/g)).toHaveLength(2)
  expect((await invoicePdf(document)).length).toBeGreaterThan(1000)
})

it('shares an amount out to the last cent, and can be changed and taken back while it is a draft', async () => {
  const draft = await drafted()
  expect(await data('Fay', `invoice discount ${draft} amount:100`)).toMatchObject({
    discount: '100.00',
    net: '1233.33',
  })
  expect((await say('Fay', `invoice discount ${draft} amount:2000`)).reply.headline).toMatch(/More would be taken off/)
  const changed = await say('Fay', `invoice line ${draft} number:1 price:500`)
  expect(changed.reply.headline).toMatch(/comes to 816.93 EUR/)
  const undone = await say('Fay', `invoice discount ${draft} none:yes`)
  expect(undone.reply.data).toMatchObject({ discount: '0.00', net: '833.33' })
  const back = undone.reply.actions?.find(({ label }) => label === 'Undo')?.id
  if (back) await click('Fay', back)
})

it.each([
  ['whole', ''],
  ['by its first line', 'lines:1'],
  ['by an amount', 'amount:77.77'],
])('is credited %s at what it came to, and the rest after that', async (_, part) => {
  const draft = await drafted()
  await data('Fay', `invoice discount ${draft} amount:99.99`)
  const { invoice } = await done('Fay', `invoice issue ${draft}`)
  await done('Fay', `invoice credit ${invoice} ${part}`)
  if (part) await done('Fay', `invoice credit ${invoice}`)
  expect(await data('Fay', `invoice show ${invoice}`)).toMatchObject({ open: '0.00', status: 'credited' })
  expect((await say('Fay', `invoice credit ${invoice}`)).reply.headline).toMatch(/is credited in full already/)
  expect(await books.read(verifyBooks)).toEqual([])
})

it('is refused for what is issued, and for more than all', async () => {
  const draft = await drafted()
  expect((await say('Fay', `invoice discount ${draft} percent:101`)).reply.headline).toMatch(
    /not a percentage from 0 to 100/,
  )
  expect((await say('Fay', `invoice discount ${draft} percent:5 amount:5`)).reply.headline).toMatch(/Say one of/)
  const { invoice } = await done('Fay', `invoice issue ${draft}`)
  expect((await say('Fay', `invoice discount ${invoice} percent:5`)).reply.headline).toMatch(/is issued/)
})
