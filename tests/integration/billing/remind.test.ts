import { describe, expect, it } from 'vitest'
import { disputeInvoice, settleDispute } from '../../../src/domain/billing/dispute-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { listOverdue } from '../../../src/domain/billing/dunning-store.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { recordPayment } from '../../../src/domain/billing/record-payment.js'
import { remindCustomer } from '../../../src/domain/billing/remind-customer.js'
import { listThreadsOf } from '../../../src/domain/correspondence/thread-store.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { mergeCompanies } from '../../../src/domain/crm/merge-company.js'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { saveSettings } from '../../../src/domain/people/workspace-store.js'
import { money } from '../../../src/lib/money.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { runErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { testSmtp } from '../../support/smtp.js'

const desk = await mailDesk([{ name: 'fay', roles: ['finance'] }])
const fay = desk.slack.as('fay')
const books = await desk.mailbox('books@lindenhof.test')

async function customer(name: string, issued: readonly string[]) {
  return desk.change(async (tx) => {
    const company = await createCompany(tx, { name, currency: 'EUR', termsDays: 10 })
    await createContact(tx, { name: 'Kim', addresses: [`kim@${name.toLowerCase()}.test`], companyId: company.id })
    const ids = []
    for (const date of issued) {
      const lines = [{ description: 'Work', unitPriceMinor: 100_00n }]
      const { id } = await draftInvoice(tx, { companyId: company.id, lines, draftDate: date })
      await issueInvoice(tx, id, date)
      ids.push(id)
    }
    return { company, ids }
  }, 'fay')
}

const paid = (companyId: string, minor: bigint) =>
  desk.change(async (tx) => {
    const accountId = (await getAccount(tx, { code: '1800' })).id
    const amount = money(minor, 'EUR')
    await recordPayment(tx, {
      direction: 'in',
      party: { companyId },
      date: '2026-11-20',
      amount,
      accountId,
      method: 'bank',
    })
  }, 'fay')

describe('invoice remind', () => {
  it('shows one mail with all that is past due, sends it once, and the answer is filed on each invoice', async () => {
    const smtp = await testSmtp()
    const letterhead = { iban: 'DE02 1203 0000 0000 2020 51', bic: 'BYLADEM1001', bank: 'DKB' }
    await desk.change((tx) => saveSettings(tx, { letterhead }))
    const { company, ids } = await customer('Nordwind', ['2026-10-01', '2026-11-05', '2026-11-20'])
    await fay.command('/invoice remind Nordwind')
    const preview = await fay.sees('Remind Nordwind of 2 invoices?')
    expect(JSON.stringify(preview.blocks)).toContain('kim@nordwind.test')
    await fay.click(preview, 'Send it')
    await fay.sees(/is on its way to kim@nordwind.test/)
    const work = () => runErrands(desk.db, desk.scope, sendingBy(desk, smtp.url), { kinds: /dunning/ })
    await work()
    await work()
    expect(smtp.received).toHaveLength(1)
    const sent = await readMessage(Buffer.from(smtp.received[0] ?? ''), new Date())
    if (!sent.ok) throw new Error(sent.problem)
    expect(sent.value.subject).toBe('Reminder: 2 invoices from Lindenhof GmbH')
    expect(sent.value.text).toMatch(/INV-2026-0001.*43 days ago[\s\S]*INV-2026-0002.*8 days ago/)
    expect(sent.value.text).not.toContain('INV-2026-0003')
    expect(sent.value.text).toContain('Our account: IBAN DE02 1203 0000 0000 2020 51, BIC BYLADEM1001, DKB')
    expect(sent.value.attachments.map(({ filename }) => filename)).toEqual(['INV-2026-0001.pdf', 'INV-2026-0002.pdf'])
    await fay.command('/invoice remind Nordwind')
    await fay.sees('reminded today already')

    const replyTo = sent.value.participants.find(({ role }) => role === 'reply-to')?.address ?? ''
    await desk.arrive(books, [letter({ id: 'r@n', from: 'kim@nordwind.test', to: replyTo, subject: 'Paid' })])
    await desk.work()
    const threads = (invoiceId: string) =>
      desk.read((read) => listThreadsOf(read, { invoiceId }, { id: desk.staff['fay'] ?? '' }, 5))
    for (const id of ids.slice(0, 2)) expect(await threads(id)).toMatchObject([{ subject: 'Paid' }])
    expect(await threads(ids[2] ?? '')).toEqual([])
    expect(company.name).toBe('Nordwind')
  })

  it('climbs the ladder step by step', async () => {
    const { company } = await customer('Ladder', ['2026-09-01'])
    const steps: number[] = []
    for (const today of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']) {
      const { level } = await desk.change((tx) => remindCustomer(tx, { companyId: company.id, today }), 'fay')
      steps.push(level.position)
    }
    expect(steps).toEqual([1, 2, 3, 3])
  })

  it('takes off what the customer has with us, and asks for nothing where that is enough', async () => {
    const { company } = await customer('Partly', ['2026-10-01', '2026-10-02'])
    await paid(company.id, 50_00n)
    await fay.command('/invoice remind Partly')
    const preview = await fay.sees('Remind Partly of 2 invoices?')
    expect(JSON.stringify(preview.blocks)).toMatch(
      /PAY-\d+, held to your credit: -50\.00 EUR.*Open in all: 188\.00 EUR/,
    )
    await paid(company.id, 188_00n)
    await fay.command('/invoice remind Partly')
    await fay.sees(/Partly has as much with us as is past due: PAY-\d+ \(50\.00 EUR\), PAY-\d+.*payment allocate PAY-/)
  })

  it('asks for nothing that stands under a company which is the same one today', async () => {
    const { company } = await customer('Older', ['2026-10-01'])
    const newer = await customer('Newer', [])
    await desk.change((tx) => mergeCompanies(tx, company.id, newer.company.id), 'fay')
    await paid(newer.company.id, 119_00n)
    const remind = (companyId: string) =>
      desk.change((tx) => remindCustomer(tx, { companyId, today: '2026-11-23' }), 'fay')
    await expect(remind(company.id)).rejects.toThrow(/has as much with us as is past due: PAY-\d+ .* reverse it/)
  })

  it('asks for what is open when the mail goes out, and for nothing that was paid or disputed until then', async () => {
    const smtp = await testSmtp()
    const { company, ids } = await customer('Meanwhile', ['2026-10-01', '2026-10-02'])
    const [first = ''] = ids
    const remind = (today: string) => desk.change((tx) => remindCustomer(tx, { companyId: company.id, today }), 'fay')
    const work = () => runErrands(desk.db, desk.scope, sendingBy(desk, smtp.url), { kinds: /dunning/ })
    await remind('2026-11-23')
    await desk.change((tx) => disputeInvoice(tx, first, 'not delivered'), 'fay')
    await work()
    const received = () => smtp.received.filter((raw) => raw.includes('kim@meanwhile.test'))
    const sent = await readMessage(Buffer.from(received()[0] ?? ''), new Date())
    if (!sent.ok) throw new Error(sent.problem)
    expect(sent.value.subject).toMatch(/^Reminder: invoice INV-2026-\d+ from/)
    expect(sent.value.text).toContain('Open in all: 119.00 EUR')
    await remind('2026-11-24')
    await paid(company.id, 119_00n)
    await work()
    await work()
    expect(received()).toHaveLength(1)
    await fay.sees(/^“Second reminder: .*” is not sent to kim@meanwhile.test/)
    // Of what did not go out no step counts.
    await desk.change((tx) => settleDispute(tx, first), 'fay')
    expect(await desk.change((tx) => listOverdue(tx, company.id, { today: '2026-11-25' }), 'fay')).toMatchObject([
      { invoiceId: first, reminded: 0, remindedOn: null },
      { invoiceId: ids[1], reminded: 1 },
    ])
  })

  it('counts no step of a mail that was refused: the same goes again, on the same day as well', async () => {
    const smtp = await testSmtp()
    const { company } = await customer('Refusing', ['2026-09-01'])
    const stepOf = async (today: string) =>
      (await desk.change((tx) => remindCustomer(tx, { companyId: company.id, today }), 'fay')).level.position
    const work = () => runErrands(desk.db, desk.scope, sendingBy(desk, smtp.url), { kinds: /dunning/ })
    smtp.next(['refuse'])
    expect(await stepOf('2026-11-23')).toBe(1)
    await expect(work()).rejects.toThrow(/refused the mail to kim@refusing.test/)
    expect(await stepOf('2026-11-23')).toBe(1)
    await work()
    expect(smtp.received).toHaveLength(1)
    await expect(stepOf('2026-11-23')).rejects.toThrow('reminded today already')
    expect(await stepOf('2026-11-24')).toBe(2)
  })

  it('refuses where nothing is due or no mail gets through', async () => {
    await customer('Timely', ['2026-11-26'])
    await fay.command('/invoice remind Timely')
    await fay.sees('has nothing that is past due')
    await customer('Deaf', ['2026-10-01'])
    await desk.change((tx) =>
      tx.prisma.contactAddress.updateMany({ where: { addressKey: 'kim@deaf.test' }, data: { health: 'invalid' } }),
    )
    await fay.command('/invoice remind Deaf')
    await fay.sees('has no address that mail reaches')
  })

  it('goes to a person and not to a billing address that a machine reads; what is refused before it is begun is told', async () => {
    const { company } = await customer('Robot', ['2026-10-01'])
    await desk.change((tx) =>
      tx.prisma.company.updateMany({ where: { id: company.id }, data: { billingEmail: 'no-reply@robot.test' } }),
    )
    const remind = (today: string, to?: string) =>
      desk.change((tx) => remindCustomer(tx, { companyId: company.id, today, ...(to && { to }) }), 'fay')
    expect((await remind('2026-11-23')).mail.recipient).toBe('kim@robot.test')
    await remind('2026-11-24', 'no-reply@robot.test')
    const smtp = await testSmtp()
    const sending = runErrands(desk.db, desk.scope, sendingBy(desk, smtp.url), { kinds: /dunning/ })
    await expect(sending).rejects.toThrow(/read by a machine/)
    const told = await fay.sees(/did not go out to no-reply@robot.test/)
    expect(JSON.stringify(told.blocks)).toMatch(/is read by a machine.*does not count as a step/)
    expect((await remind('2026-11-24')).level.position).toBe(2)
  })
})
