import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import { listRemitted } from '../../../src/domain/banking/remittance-store.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'
import { parcel } from '../../support/parcel.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance'] }])
const fay = desk.slack.as('fay')
const inbox = await desk.mailbox('books@lindenhof.test')
const headers = { from: 'pay@nordwind.test', to: 'books@lindenhof.test', date: 'Thu, 12 Nov 2026 10:00:00 +0000' }

const [first = '', second = '', third = ''] = await desk.change(async (tx) => {
  await openBankAccount(tx, { name: 'Main', number: 'DE89370400440532013000', currency: 'EUR', accountCode: '1800' })
  const { id: companyId } = await createCompany(tx, { name: 'Nordwind', currency: 'EUR' })
  await createContact(tx, { name: 'Accounts', addresses: ['pay@nordwind.test'], companyId })
  const numbers: string[] = []
  for (const net of [1000_00n, 500_00n, 300_00n]) {
    const lines = [{ description: 'Work', unitPriceMinor: net }]
    const draft = await draftInvoice(tx, { companyId, draftDate: '2026-11-02', lines })
    numbers.push((await issueInvoice(tx, draft.id, '2026-11-02')).number ?? '')
  }
  return numbers
}, 'fay')

let files = 0
async function bankSays(amount: string, text: string) {
  files += 1
  const entry = camtEntry({ amount, date: '2026-11-20', name: 'Nordwind', text })
  await fay.shares(
    'bank import',
    `${files}.xml`,
    Buffer.from(camt({ opening: '0.00', closing: amount, entries: entry })),
  )
  await fay.sees(`${files}.xml: 1 new line`)
  await desk.work(/bank/)
}
const arrives = async (raw: string) => {
  await desk.arrive(inbox, [raw])
  await desk.work(/mail\.remittance/)
}
const remitted = () => desk.read(listRemitted)
const open = () =>
  desk.rows<{ number: string; open: string }>(
    `select number, open_minor::text as open from invoice where number is not null order by number`,
  )

describe('a mail of a customer that says what a payment is for', () => {
  it('is kept as a split, proposed with its reason for the line of its total, and done only when somebody says so', async () => {
    const text = `We pay by transfer:\n\n${first} of 2 Nov  1,190.00 EUR\n${second} of 2 Nov  300.00 EUR\n\nTotal 1,490.00 EUR`
    await arrives(letter({ ...headers, id: 'a@n', subject: 'Remittance advice', text }))
    expect(await remitted()).toMatchObject([{ on: '2026-11-12', totalMinor: 1490_00n }])
    await fay.command('/daybook bank remittances')
    await fay.sees('1 mail says what a payment is for that has not come')
    await bankSays('1490.00', 'transfer')
    const card = await fay.sees('What is LINE-1? 1,490.00 EUR, Nordwind')
    expect(JSON.stringify(card.blocks)).toMatch(
      /The remittance mail of 12 Nov 2026 \(MAIL-\d+\) says: INV-\S+ 1,190\.00 EUR/,
    )
    await fay.click(card, `${first} ${second}: 295.00 EUR stays open`)
    const done = await fay.sees(/^LINE-1 1,490\.00 EUR is matched/)
    expect((await open()).map((each) => each.open)).toEqual(['0', '29500', '35700'])
    expect(await remitted()).toEqual([])
    await fay.click(done, 'Undo')
    await fay.sees(/^LINE-1 .*is open again/)
    expect(await remitted()).toHaveLength(1)
    expect(await desk.read((read) => verifyBooks(read))).toEqual([])
  })

  it('is read from a CSV as well, once a mail, and only from who is known at a customer', async () => {
    const csv = `Beleg;Datum;Brutto;Skonto;Zahlbetrag\n${third};02.11.2026;357,00;7,14;349,86\nSumme;;357,00;7,14;349,86\n`
    const advice = (from: string, id: string) =>
      parcel({ ...headers, from, id, subject: 'Beleg', text: 'Anbei.' }, [
        { name: 'Zahlungsavis.csv', type: 'text/csv', bytes: Buffer.from(csv) },
      ])
    await arrives(advice('somebody@nordwind.test', 'b@n'))
    expect(await remitted()).toHaveLength(1)
    await arrives(advice('pay@nordwind.test', 'c@n'))
    await desk.work(/mail\.remittance/)
    expect((await remitted()).map(({ totalMinor }) => totalMinor)).toEqual([1490_00n, 349_86n])
    await bankSays('349.86', 'avis')
    const card = await fay.sees('What is LINE-2? 349.86 EUR, Nordwind')
    await fay.click(card, `${third}: 7.14 EUR is a discount`)
    await fay.sees(/^LINE-2 349\.86 EUR is matched/)
    expect((await open()).at(-1)).toMatchObject({ number: third, open: '0' })
    expect(await desk.read((read) => verifyBooks(read))).toEqual([])
  })

  it('is read from a workbook; one that is broken leaves what the mail says besides', async () => {
    const data = [
      [{ value: 'Invoice' }, { value: 'Gross' }, { value: 'Paid' }],
      [{ value: second }, { value: 595 }, { value: 590.5 }],
      [{ value: 'Total' }, { value: 595 }, { value: 590.5 }],
    ]
    const bytes = Buffer.from(await writeXlsxFile([{ data, sheet: 'Payment' }]).toBuffer())
    const advice = (id: string, file: Buffer, text: string) =>
      parcel({ ...headers, id, subject: 'Payment advice', text }, [{ name: 'advice.xlsx', bytes: file }])
    const before = (await remitted()).length
    await arrives(advice('x@n', bytes, 'See the file.'))
    await arrives(advice('y@n', bytes.subarray(0, 900), `${second} 123.45 EUR`))
    expect((await remitted()).slice(before).map(({ totalMinor }) => totalMinor)).toEqual([590_50n, 123_45n])
  })

  it('is left alone where its mailbox keeps it from finance', async () => {
    const before = (await remitted()).map(({ totalMinor }) => totalMinor)
    const own = await desk.mailbox('boss@lindenhof.test', 'metadata')
    const text = `${first} 1,190.00 EUR`
    await desk.arrive(own, [letter({ ...headers, id: 'd@n', to: 'boss@lindenhof.test', subject: 'Payment', text })])
    await desk.work(/mail\.remittance/)
    expect((await remitted()).map(({ totalMinor }) => totalMinor)).toEqual(before)
  })
})
