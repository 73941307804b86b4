import { beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { createPipeline } from '../../../src/domain/crm/create-pipeline.js'
import { defaultPipeline } from '../../../src/domain/crm/pipeline.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { testBooks } from '../../support/books.js'

const books = await testBooks()
const catalog = await loadCatalog()
let finance = ''
let sales = ''
let nordwind = ''

beforeAll(async () => {
  const hire = (name: string, role: string) =>
    books.change((tx) => addStaff(tx, { email: `${name}@lindenhof.test`, name, roles: [role] }))
  finance = await hire('fay', 'finance')
  sales = await hire('sam', 'sales')
  nordwind = await books.customer('Nordwind')
})

const ask = (staffId: string, input: { text: string } | { action: string }): Promise<Answer> =>
  dispatch(
    { db: books.db, catalog },
    { who: { workspaceId: books.scope.workspaceId, staffId, via: 'terminal' }, input },
  )
const say = (staffId: string, text: string) => ask(staffId, { text })

async function confirm(staffId: string, text: string): Promise<Answer> {
  const preview = await say(staffId, text)
  expect(preview).toMatchObject({ ok: true, confirm: expect.any(String) as unknown })
  return ask(staffId, { action: preview.confirm ?? '' })
}

const draft = async () =>
  (await say(finance, 'invoice new "Consulting" company:Nordwind amount:1000')).reply.data as { invoice: string }

describe('issuing through a command', () => {
  it('shows customer, amount, due date and every line that will be posted; the number only afterwards', async () => {
    const { invoice } = await draft()
    const { reply } = await say(finance, `invoice issue ${invoice}`)
    expect(reply.headline).toBe(`Issue ${invoice} to Nordwind: 1,190.00 EUR, due 23 Dec 2026?`)
    expect(reply.sections?.[0]).toMatchObject({
      title: 'What will be posted on 23 Nov 2026: 3 lines',
      table: {
        rows: [
          {
            account: '1200 Forderungen aus Lieferungen und Leistungen',
            debit: { money: { minor: 119000n } },
            credit: null,
          },
          { account: '4400 Umsatzerlöse', debit: null, credit: { money: { minor: 100000n } } },
          { account: '3806 Umsatzsteuer', debit: null, credit: { money: { minor: 19000n } } },
        ],
      },
    })
    expect(
      JSON.stringify(reply, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain('INV-')
  })

  it('does it once on confirmation, and refuses a second confirmation and a second issue', async () => {
    const { invoice } = await draft()
    const preview = await say(finance, `invoice issue ${invoice}`)
    const done = await ask(finance, { action: preview.confirm ?? '' })
    expect(done.reply.headline).toMatch(/^Issued INV-2026-\d{4} to Nordwind: 1,190\.00 EUR, due 23 Dec 2026$/)
    expect((await ask(finance, { action: preview.confirm ?? '' })).ok).toBe(false)
    const again = await say(finance, `invoice issue ${invoice}`)
    expect(again).toMatchObject({
      ok: false,
      reply: { headline: expect.stringContaining("can't be issued twice") as unknown },
    })
  })

  it('is for finance: sales sees the invoice, but may not issue it', async () => {
    const { invoice } = await draft()
    expect((await say(sales, `invoice issue ${invoice}`)).ok).toBe(false)
    expect((await say(sales, `invoice show ${invoice}`)).reply.headline).toBe(`${invoice} for Nordwind: draft`)
  })
})

describe('from won deal to settled invoice', () => {
  it('goes through draft, issue, sending and two payments, and shows all of it on the card', async () => {
    const dealRef = await books.change(async (tx) => {
      await createPipeline(tx, defaultPipeline)
      const amount = { minor: 500000n, currency: 'EUR' }
      return (await createDeal(tx, { title: 'Fleet renewal', companyId: nordwind, ownerId: sales, amount })).ref
    })
    expect((await say(sales, `deal invoice ${dealRef}`)).reply.headline).toMatch(/Only a won deal is invoiced/)
    expect((await say(sales, `deal win ${dealRef}`)).ok).toBe(true)
    const drafted = (await say(sales, `deal invoice ${dealRef}`)).reply.data as { invoice: string; total: string }
    expect(drafted.total).toBe('5950.00')
    expect((await say(sales, `deal invoice ${dealRef}`)).reply.headline).toContain(`is on ${drafted.invoice} already`)

    const issued = (await confirm(finance, `invoice issue ${drafted.invoice}`)).reply.data as { invoice: string }
    expect((await say(finance, `invoice send ${issued.invoice}`)).reply.headline).toMatch(/no contact to write to/)
    const mail = await say(finance, `invoice send ${issued.invoice} to:ap@nordwind.example`)
    expect(mail.reply.headline).toBe(`Mail ${issued.invoice} to ap@nordwind.example?`)
    // Two previews of the same, confirmed at the same moment, are one mail to the customer.
    const twin = await say(finance, `invoice send ${issued.invoice} to:AP@nordwind.example`)
    const clicks = await Promise.all([mail, twin].map(({ confirm }) => ask(finance, { action: confirm ?? '' })))
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
    expect(clicks.find(({ ok }) => !ok)?.reply.headline).toMatch(/is on its way to ap@nordwind.example already/i)
    const sent = await books.read(({ sql }) => sql`select 1 from outbox where kind = 'invoice.send'`)
    expect(sent).toHaveLength(1)
    const [outbox] = await books.read(
      ({ sql }) => sql<{ data: Record<string, string> }[]>`select data from outbox where kind = 'invoice.send'`,
    )
    expect(outbox?.data).toMatchObject({
      recipient: expect.stringMatching(/^ap@nordwind.example$/i) as unknown,
      subject: `Invoice ${issued.invoice} from Lindenhof`,
    })

    const part = await confirm(finance, `invoice pay ${issued.invoice} amount:2000 reference:"SEPA 1"`)
    expect(part.reply.headline).toBe(`PAY-1: 2,000.00 EUR for ${issued.invoice}, 3,950.00 EUR still open`)
    const rest = await confirm(finance, `invoice paid ${issued.invoice}`)
    expect(rest.reply.headline).toBe(`PAY-2: 3,950.00 EUR for ${issued.invoice}, paid in full`)

    const { reply } = await say(finance, `invoice show ${issued.invoice}`)
    expect(reply.headline).toBe(`${issued.invoice} for Nordwind: paid`)
    expect(reply.sections?.map(({ title }) => title)).toEqual(['Lines', 'Settled', 'Posted'])
    expect(reply.sections?.[2]?.table?.rows).toHaveLength(7)
  })
})

describe('drafts and lists', () => {
  it('a draft is taken back by Undo, and that by Undo again', async () => {
    const made = await say(finance, 'invoice new "Training" company:Nordwind amount:500')
    const undo = (answer: Answer) => answer.reply.actions?.find(({ label }) => label === 'Undo')?.id ?? ''
    const voided = await ask(finance, { action: undo(made) })
    expect(voided.reply.headline).toMatch(/^DRAFT-\d+ for Nordwind is void$/)
    const back = await ask(finance, { action: undo(voided) })
    expect(back.reply.headline).toMatch(/is a draft again$/)
  })

  it('lists what is overdue, with its sum', async () => {
    const { invoice } = await draft()
    await confirm(finance, `invoice issue ${invoice} date:2026-09-01`)
    const { reply } = await say(finance, 'invoice list overdue')
    expect(reply.headline).toBe('There is 1 overdue invoice: 1,190.00 EUR open')
    expect(reply.table?.rows).toMatchObject([{ status: 'overdue by 53 days', open: { money: { minor: 119000n } } }])
    expect((await say(finance, 'invoice list paid')).reply.headline).toBe('There is 1 paid invoice')
  })

  it('hands out the PDF', async () => {
    const { invoice } = await draft()
    const { reply } = await say(sales, `invoice pdf ${invoice}`)
    expect(reply.files?.[0]).toMatchObject({ name: `${invoice}.pdf`, contentType: 'application/pdf' })
    expect(Buffer.from(reply.files?.[0]?.bytes.slice(0, 5) ?? []).toString()).toBe('%PDF-')
  })
})

describe('the books through commands', () => {
  it('posts a journal by hand after its preview, never to a control account, and shows it in list, card and reports', async () => {
    expect((await say(finance, 'journal new "Wrong" debit:1200 credit:4400 amount:10')).reply.headline).toMatch(
      /takes lines only with a company and a document/,
    )
    const done = await confirm(finance, 'journal new "Rent November" debit:6310 credit:1800 amount:1200')
    expect(done.reply.headline).toMatch(/^Posted “Rent November”: 1,200.00 EUR$/)
    const balance = (await say(finance, 'report trial-balance')).reply
    expect(balance.headline).toMatch(/on either side, 23 Nov 2026$/)
    expect(balance.data).toMatchObject({ totals: { balance: '0.00' }, seal: expect.stringMatching(/^\d+$/) as unknown })
    const list = await say(finance, 'journal list account:6310')
    expect(list.reply.table?.rows).toMatchObject([
      { memo: 'Rent November', entry: expect.stringMatching(/^JE-\d+$/) as unknown },
    ])
    const [row] = (list.reply.data as { entries: { entry: string }[] }).entries
    expect((await say(finance, `journal show ${row?.entry}`)).reply.table?.rows).toHaveLength(2)
    const result = (await say(finance, 'report profit-and-loss from:2026-11 to:2026-11')).reply.data
    expect(result).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ code: '6310', total: '-1200.00' })]) as unknown,
    })
    const ageing = (await say(finance, 'report receivables-ageing')).reply
    expect(ageing.notes?.[0]).toMatch(/^Agrees with the receivables control account/)
  })
})

it('with another verb of the noun behind it is led to that one, with its button', async () => {
  const { invoice } = await draft()
  const { ok, reply } = await say(finance, `/invoice show ${invoice} trace`)
  expect(ok).toBe(false)
  expect(reply.headline).toContain(`Did you mean “invoice trace ${invoice}”?`)
  const [first] = reply.actions ?? []
  expect(await ask(finance, { action: first?.id ?? '' })).toMatchObject({ ok: true })
  expect((await say(finance, `/invoice show "${invoice} trace"`)).reply.headline).not.toContain('invoice trace')
})
