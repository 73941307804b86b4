import { beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/bots/commands/request.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { creditInvoice } from '../../../src/domain/billing/credit-invoice.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { getInvoice } from '../../../src/domain/billing/invoice-store.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { payInvoice } from '../../../src/domain/billing/pay-invoice.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { openTestBooks, testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, click, confirm, data, done } = commandDesk(books)
const staff: Record<string, string> = {}

beforeAll(async () => {
  for (const [name, role] of Object.entries({ Fay: 'finance', Cora: 'controller', Ada: 'admin', Abe: 'admin' }))
    staff[name] = await hire(name, role)
  await books.customer('Nordwind')
})

/** Issued to Nordwind: 1,190.00 EUR with tax. */
const issued = async (): Promise<string> => {
  const { invoice } = await data('Fay', 'invoice new "Consulting" company:Nordwind amount:1000')
  return (await done('Fay', `invoice issue ${invoice}`))['invoice'] ?? ''
}

const open = async (invoice: string) => (await data('Fay', `invoice show ${invoice}`))['open']

describe('a refund', () => {
  it('is asked for, changes nothing until then, and is recorded exactly as it was approved', async () => {
    const invoice = await issued()
    await done('Fay', `invoice pay ${invoice} date:2026-11-20`)
    const { creditNote } = await done('Fay', `invoice credit ${invoice} amount:100`)
    const asked = await confirm('Fay', `payment refund ${creditNote} amount:50 reference:RF-1`)
    expect(asked.reply.headline).toMatch(
      /^APR-\d+: asked for approval of 50.00 EUR of CN-2026-\d+ to be paid back to Nordwind$/,
    )
    expect(asked.reply.text).toMatch(/^Cora, Abe or Ada may approve it|^Abe, Ada or Cora may approve it/)
    const { approval } = asked.reply.data as { approval: string }
    expect(await open(creditNote ?? '')).toBe('119.00')
    expect((await say('Fay', `approval approve ${approval}`)).ok).toBe(false)
    const approved = await confirm('Cora', `approval approve ${approval}`)
    expect(approved.reply.text).toMatch(/^PAY-\d+ records it: 50.00 EUR of CN-2026-\d+/)
    expect(await open(creditNote ?? '')).toBe('69.00')
    expect(await books.read(verifyBooks)).toEqual([])
  })

  it('is void once less is left, or once who wrote the credit note would approve it', async () => {
    const invoice = await issued()
    await done('Fay', `invoice pay ${invoice}`)
    const { creditNote } = await done('Cora', `invoice credit ${invoice} amount:100`)
    const { approval } = await done('Fay', `payment refund ${creditNote}`)
    expect((await say('Cora', `approval approve ${approval}`)).reply.headline).toMatch(
      /You prepared what APR-\d+ is about/,
    )
    const other = await issued()
    await data('Fay', `payment allocate ${creditNote} to:${other}:10`)
    expect((await say('Ada', `approval approve ${approval}`)).reply.headline).toMatch(/is void/)
    expect(await open(creditNote ?? '')).toBe('109.00')
  })

  it('can be taken back before anybody decides', async () => {
    const invoice = await issued()
    const { payment } = await done('Fay', `invoice pay ${invoice} amount:1200`)
    const { approval } = await done('Fay', `payment refund ${payment}`)
    expect((await say('Fay', `approval withdraw ${approval}`)).ok).toBe(true)
    expect((await say('Cora', `approval approve ${approval}`)).ok).toBe(false)
  })
})

it('what a supplier paid back is money that came in: it is recorded at once', async () => {
  await data('Fay', 'bill new Hosting supplier:Nordwind amount:100 number:R-1 date:2026-11-10 account:6837')
  await confirm('Cora', 'bill approve BILL-1')
  await payOut('bill pay BILL-1 date:2026-11-11')
  const { bill: credit } = await data('Fay', 'bill credit BILL-1 amount:50 number:G-1')
  await confirm('Cora', `bill approve ${credit}`)
  expect(await done('Fay', `payment refund ${credit}`)).toMatchObject({
    state: 'recorded',
    amount: '59.50',
    left: '0.00',
  })
  expect(await books.read(verifyBooks)).toEqual([])
})

/** Asked by Fay, approved by Cora. */
async function payOut(line: string): Promise<Answer> {
  const { approval } = await done('Fay', line)
  return confirm('Cora', `approval approve ${approval}`)
}

describe('money out that only somebody’s word proves', () => {
  const bill = async (number: string): Promise<string> => {
    const { bill: made = '' } = await data(
      'Fay',
      `bill new Paper supplier:Nordwind amount:100 number:${number} date:2026-11-10 account:6837 tax:O`,
    )
    await confirm('Cora', `bill approve ${made}`)
    return made
  }

  it('is recorded once a second person has approved it, exactly as it was asked for', async () => {
    const made = await bill('P-1')
    const preview = await say('Fay', `bill pay ${made} amount:60 reference:T-9`)
    expect(preview.reply.headline).toBe(`Ask to record 60.00 EUR paid to Nordwind for ${made}?`)
    const { approval, state } = (await click('Fay', preview.confirm ?? '')).reply.data as Record<string, string>
    expect(state).toBe('asked')
    expect((await data('Fay', `bill show ${made}`))['open']).toBe('100.00')
    expect((await say('Fay', `approval approve ${approval}`)).ok).toBe(false)
    const shown = await say('Cora', `approval approve ${approval}`)
    expect(shown.reply.fields?.map(({ value }) => value)).toContain('T-9')
    expect((await click('Cora', shown.confirm ?? '')).reply.text).toMatch(/^PAY-\d+ records what was paid to Nordwind/)
    expect((await data('Fay', `bill show ${made}`))['open']).toBe('40.00')
    expect(await books.read(verifyBooks)).toEqual([])
  })

  it('on account of anybody is asked for as well; what comes in is not', async () => {
    const { approval } = await done('Cora', 'payment new Nordwind amount:10 direction:out')
    expect((await say('Cora', `approval approve ${approval}`)).reply.headline).toMatch(/somebody else must decide/)
    await confirm('Ada', `approval approve ${approval}`)
    expect(await done('Fay', 'payment new Nordwind amount:10')).toMatchObject({ onAccount: '10.00' })
  })

  it('is void once the bill has less open', async () => {
    const made = await bill('P-2')
    const first = await done('Fay', `bill pay ${made}`)
    const { bill: credit } = await data('Fay', `bill credit ${made} amount:50 number:G-9`)
    await confirm('Cora', `bill approve ${credit}`)
    expect((await say('Cora', `approval approve ${first['approval']}`)).reply.headline).toMatch(/is void/)
  })

  it('up to an amount a month and payee is one person’s, where the company says so', async () => {
    await books.customer('Papierhaus')
    await data('Ada', 'settings set pay-out-alone value:150')
    const first = await done('Fay', 'payment new Papierhaus amount:100 direction:out')
    expect(first['payment']).toMatch(/^PAY-/)
    expect((await done('Fay', 'payment new Papierhaus amount:60 direction:out'))['state']).toBe('asked')
    await books.customer('Papierlager')
    // Whoever is second is asked anew: it was shown as recorded, and would be a question now.
    const both = await Promise.allSettled(
      (['Fay', 'Ada'] as const).map((who, at) => done(who, `payment new Papierlager amount:${90 + at} direction:out`)),
    )
    const recorded = both.filter((each) => each.status === 'fulfilled' && each.value['state'] !== 'asked')
    expect(recorded).toHaveLength(1)
    await data('Ada', 'settings set pay-out-alone clear:yes')
  })
})

describe('a credit note', () => {
  it('above what one person may credit a customer in a month waits for a second one', async () => {
    await books.customer('Ostwind')
    const { invoice: draft } = await data('Fay', 'invoice new "Consulting" company:Ostwind amount:1000')
    const { invoice = '' } = await done('Fay', `invoice issue ${draft}`)
    await data('Ada', 'settings set credit-alone value:300')
    expect((await done('Fay', `invoice credit ${invoice} amount:200`))['creditNote']).toMatch(/^CN-/)
    const { approval, state } = await done('Fay', `invoice credit ${invoice} amount:100 reason:Late`)
    expect(state).toBe('asked')
    expect(await open(invoice)).toBe('952.00')
    expect((await say('Fay', `approval approve ${approval}`)).ok).toBe(false)
    const approved = await confirm('Cora', `approval approve ${approval}`)
    expect(approved.reply.text).toMatch(/^It is CN-2026-\d+\./)
    expect(await open(invoice)).toBe('833.00')
    await data('Ada', 'settings set credit-alone clear:yes')
    expect(await books.read(verifyBooks)).toEqual([])
  })
})

describe('a write-off', () => {
  it('waits for a second person with the invoice open; a no leaves everything as it is', async () => {
    const invoice = await issued()
    const { approval } = await done('Fay', `invoice writeoff ${invoice} relief:no reason:Insolvent`)
    expect(await open(invoice)).toBe('1190.00')
    expect((await data<{ state: string }>('Cora', `approval show ${approval}`)).state).toBe('asked')
    await data('Cora', `approval reject ${approval} "Ask once more"`)
    expect(await open(invoice)).toBe('1190.00')
    const again = await done('Fay', `invoice writeoff ${invoice} relief:yes amount:595`)
    const approved = await confirm('Cora', `approval approve ${again['approval']}`)
    expect(approved.reply.text).toMatch(/^PAY-\d+ books it; 595.00 EUR stays open/)
    expect(await books.read(verifyBooks)).toEqual([])
  })

  it('counts under a limit a month and customer', async () => {
    await say('Ada', 'approval limit controller for:write-off amount:1000')
    const { approval } = await done('Fay', `invoice writeoff ${await issued()} relief:no`)
    expect((await say('Cora', `approval approve ${approval}`)).reply.headline).toMatch(/is over 1,000.00 EUR/)
    await confirm('Ada', `approval approve ${approval}`)
  })
})

describe('a change of roles', () => {
  it('needs somebody else than who asks and whom it is about', async () => {
    const { approval } = await data('Ada', 'staff role fay@lindenhof.test to:"finance, controller"')
    for (const who of ['Ada', 'Fay']) expect((await say(who, `approval approve ${approval}`)).ok).toBe(false)
    const shown = await say('Cora', `approval approve ${approval}`)
    expect(shown.reply.sections?.[0]?.lines).toContain('May now: close.manage – open, block, lock and reopen a close')
    await click('Cora', shown.confirm ?? '')
    const { staff: listed } = await data<{ staff: { name: string; roles: string[] }[] }>('Cora', 'staff list')
    expect(listed.find(({ name }) => name === 'Fay')?.roles).toEqual(['controller', 'finance'])
  })

  it('of what a role allows shows each right that is gained or lost', async () => {
    expect((await say('Ada', 'role set finance add:bill.aprove')).reply.headline).toMatch(
      /"bill.aprove" is nothing that a role allows/,
    )
    const { approval } = await data('Ada', 'role set finance add:audit.read remove:bill.write')
    const shown = await say('Cora', `approval approve ${approval}`)
    expect(shown.reply.sections?.[0]?.lines).toEqual([
      'May now: audit.read – read the audit trail',
      'No longer: bill.write – enter bills',
    ])
    await click('Cora', shown.confirm ?? '')
    const { roles } = await data<{ roles: { name: string; capabilities: string[] }[] }>('Ada', 'role list')
    const finance = roles.find(({ name }) => name === 'finance')?.capabilities
    expect(finance).toContain('audit.read')
    expect(finance).not.toContain('bill.write')
  })
})

it('a company of one approves its own write-off, and that is marked', async () => {
  const own = await openTestBooks(books.db, books.clock)
  const desk = commandDesk(own)
  const actorId = await desk.hire('Ida', 'admin')
  const customer = await own.customer('Südwind')
  const id = await inWorkspace(own.db, { ...own.scope, actorId }, async (tx) => {
    const draft = await draftInvoice(tx, {
      companyId: customer,
      draftDate: '2026-11-23',
      lines: [{ description: 'Work', unitPriceMinor: 100_00n }],
    })
    await issueInvoice(tx, draft.id, '2026-11-23')
    await payInvoice(tx, { invoiceId: draft.id, date: '2026-11-23' })
    await creditInvoice(tx, { invoiceId: draft.id, date: '2026-11-23', credited: 'rest' })
    return draft.id
  })
  expect((await own.change((tx) => getInvoice(tx, id))).status).toBe('paid')
  const { approval } = await desk.done('Ida', 'payment refund CN-2026-0001')
  const card = await desk.say('Ida', `approval show ${approval}`)
  expect(card.reply.actions?.map(({ label }) => label)).toEqual(['Approve', 'Reject…'])
  const approved = await desk.confirm('Ida', `approval approve ${approval}`)
  expect(approved.reply.text).toMatch(/You approved it yourself, as the only person here; that is marked/)
})
