import { describe, expect, it } from 'vitest'
import { sqlInTx } from '../../../src/db/sql-in-tx.js'
import { disputeInvoice } from '../../../src/domain/billing/dispute-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { listClaims } from '../../../src/domain/billing/list-claims.js'
import { recordPayment } from '../../../src/domain/billing/record-payment.js'
import { remindCustomer } from '../../../src/domain/billing/remind-customer.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { money } from '../../../src/lib/money.js'
import { differencesAt } from '../../support/control-differences.js'
import { mailDesk } from '../../support/mail-desk.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance', 'controller'] }])
const fay = desk.slack.as('fay')

/** An invoice of 3,650.00, on which a day at 10 % is one euro. */
async function late(name: string) {
  return desk.change(async (tx) => {
    const company = await createCompany(tx, { name, currency: 'EUR', termsDays: 10 })
    await createContact(tx, { name: 'Kim', addresses: [`kim@${name.toLowerCase()}.test`], companyId: company.id })
    const lines = [{ description: 'Work', unitPriceMinor: 3650_00n, taxCode: 'Z' }]
    const { id } = await draftInvoice(tx, { companyId: company.id, lines, draftDate: '2026-10-04' })
    const { number } = await issueInvoice(tx, id, '2026-10-04')
    return { id, name: number ?? '', companyId: company.id }
  }, 'fay')
}

const pay = (invoiceId: string, companyId: string, minor: bigint, date: string) =>
  desk.change(async (tx) => {
    await recordPayment(tx, {
      direction: 'in',
      party: { companyId },
      date,
      amount: money(minor, 'EUR'),
      accountId: (await getAccount(tx, { code: '1800' })).id,
      method: 'bank',
      settle: [{ kind: 'invoice', id: invoiceId }],
    })
  }, 'fay')

const remind = (companyId: string, today = '2026-11-23') =>
  desk.change((tx) => remindCustomer(tx, { companyId, today }), 'fay')
const claims = (invoiceId: string, through: string) =>
  desk.change((tx) => listClaims(sqlInTx(tx), { invoiceId }, { through }), 'fay')

describe('interest on late invoices', () => {
  it('is nothing until a company asks for it', async () => {
    const { companyId, name } = await late('Before')
    const { mail } = await remind(companyId)
    expect(mail.text).not.toContain('Interest')
    await fay.command(`/invoice interest ${name}`)
    await fay.sees('No interest is asked for')
    await fay.command('/daybook dunning interest-set 8 reference:2 from:2026-10-01 fee:40')
    const set = await fay.sees('Late invoices bear 2 + 8 % = 10 % a year from 1 Oct 2026 on')
    expect(JSON.stringify(set.blocks)).toContain('40.00 EUR')
    // The reminder before said nothing of it.
    expect(await claims((await late('Never')).id, '2026-11-23')).toEqual([])
  })

  it('is said by reminders and statements, charged by an invoice of its own, and Undo claims it as before', async () => {
    const { id, companyId, name } = await late('Slow')
    const { mail } = await remind(companyId)
    // Due on 14 October: forty days late.
    expect(mail.text).toMatch(
      /Interest on INV-\S+ up to 23 Nov 2026: 40\.00 EUR\nFor the late payment of INV-\S+: 40\.00 EUR/,
    )
    expect(mail.text).toContain('Open in all: 3,730.00 EUR')
    await fay.command('/invoice statement Slow')
    const statement = await fay.sees(/^Slow, 1 Jan 2026 to 23 Nov 2026: 3,650\.00 EUR/)
    expect(JSON.stringify(statement.blocks)).toContain('up to 23 Nov 2026: 40.00 EUR')

    await fay.command(`/invoice interest ${name}`)
    const preview = await fay.sees(/^Charge Slow 80\.00 EUR for the late payment of INV-/)
    expect(JSON.stringify(preview.blocks)).toContain('Zinserträge')
    await fay.click(preview, 'Charge it')
    const charged = await fay.sees(/^INV-\S+: Slow is charged 80\.00 EUR/)
    expect(await claims(id, '2026-11-23')).toEqual([])
    expect(await differencesAt(desk, null)).toEqual([])
    await fay.click(charged, 'Undo')
    await fay.sees(/^INV-\S+ is credited by CN-\S+, and its interest claimed as before/)
    expect(await claims(id, '2026-11-23')).toMatchObject([{ interestMinor: 40_00n, feeMinor: 40_00n }])
    expect(await differencesAt(desk, null)).toEqual([])
  })

  it('bears none itself, stays open when the invoice is paid, and what comes after it is claimed further', async () => {
    const { id, companyId, name } = await late('Charged')
    await remind(companyId)
    await fay.command(`/invoice interest ${name}`)
    await fay.click(await fay.sees(/^Charge Charged 80/), 'Charge it')
    await fay.sees(/^INV-\S+: Charged is charged/)
    await pay(id, companyId, 3650_00n, '2026-11-25')
    const [note] = await desk.rows<{ id: string; open: string; tax: string }>(
      `select i.id, i.open_minor::text as open, i.tax_minor::text as tax from interest_claim c
         join invoice i on i.id = c.document_id where c.invoice_id = $1`,
      [id],
    )
    expect(note).toMatchObject({ open: '8000', tax: '0' })
    expect(await claims(note?.id ?? '', '2027-06-01')).toEqual([])
    expect(await claims(id, '2027-06-01')).toMatchObject([{ interestMinor: 2_00n, feeMinor: 0n }])
    const reminded = await remind(companyId, '2026-12-10')
    expect(reminded.mail.text).toContain('Open in all: 82.00 EUR')
    expect(reminded.invoices).toMatchObject([{ invoiceId: note?.id }])
  })

  it('counts partial payments by their days, and no day that is disputed', async () => {
    const { id, companyId } = await late('Parts')
    await remind(companyId)
    await pay(id, companyId, 1825_00n, '2026-11-03')
    expect(await claims(id, '2026-11-23')).toMatchObject([{ interestMinor: 30_00n }])
    await desk.change((tx) => disputeInvoice(tx, id, 'half of it is missing'), 'fay')
    expect(await claims(id, '2026-12-23')).toMatchObject([{ interestMinor: 30_00n }])
  })

  it('is waived with an Undo, and charged only once a reminder has said it', async () => {
    const unsaid = await late('Unsaid')
    await fay.command(`/invoice interest ${unsaid.name}`)
    await fay.sees(/There is no interest to claim on INV-\S+ by 23 Nov 2026/)
    const { id, companyId, name } = await late('Waived')
    await remind(companyId)
    await fay.command(`/invoice waive ${name} reason:"good customer"`)
    const waived = await fay.sees(/^80\.00 EUR of interest on INV-\S+ is waived/)
    expect(await claims(id, '2026-11-23')).toEqual([])
    await fay.click(waived, 'Undo')
    await fay.sees('The interest is claimed as before.')
    expect(await claims(id, '2026-11-23')).toMatchObject([{ interestMinor: 40_00n }])
    await fay.command('/daybook dunning interest')
    const shown = await fay.sees(/^Late invoices bear 2 \+ 8 % = 10 % a year\n/)
    expect(JSON.stringify(shown.blocks)).toContain(name)
  })

  it('ends, and what is claimed by then stays', async () => {
    const { id, companyId } = await late('Ended')
    await remind(companyId)
    await fay.command('/daybook dunning interest-off')
    const off = await fay.sees('Late invoices bear no interest from 23 Nov 2026 on')
    expect(await claims(id, '2027-03-01')).toMatchObject([{ interestMinor: 39_00n, feeMinor: 40_00n }])
    await fay.click(off, 'Undo')
    await fay.sees('The interest is as before.')
    expect(await claims(id, '2026-11-23')).toMatchObject([{ interestMinor: 40_00n }])
    expect(await desk.read((read) => verifyBooks(read))).toEqual([])
  })
})
