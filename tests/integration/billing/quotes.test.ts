import { beforeAll, describe, expect, test } from 'vitest'
import { quotePdf } from '../../../src/documents/quote-pdf.js'
import { getQuoteDocument } from '../../../src/domain/billing/quote-document-store.js'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { say, click, ask } = desk

const data = async (text: string) => (await say('dana', text)).data as Record<string, unknown>
const refused = async (text: string) => {
  const answer = await ask('dana', text)
  expect(answer.ok, text).toBe(false)
  return `${answer.reply.headline} ${answer.reply.text ?? ''}`
}
async function newDeal(title: string): Promise<string> {
  const { ref } = (await data(`deal new "${title}" company:Acme contact:CT-1`)) as { ref: string }
  await say('dana', `deal line ${ref} product:CRS-100 quantity:20 discount:10 delivery:2027-01-15`)
  await say('dana', `deal line ${ref} product:DAY quantity:2`)
  return ref
}
const quoteFor = async (deal: string) => ((await data(`quote new ${deal}`)) as { ref: string }).ref

beforeAll(async () => {
  await say('dana', 'company new "Acme Industries" country:DE billing:accounts@acme.test')
  await say('dana', 'contact new "Ada Lovelace" email:ada@acme.test company:Acme')
  await say('rita', 'product new "Cold room sensor" sku:CRS-100 price:49 unit:piece')
  await say('rita', 'product new "Day on site" sku:DAY price:900 unit:day account:4830')
})

describe('a quote', () => {
  test('is of the deal’s lines, can be changed as a draft, and each change is taken back whole', async () => {
    const deal = await newDeal('Changing')
    const ref = await quoteFor(deal)
    expect(await data(`quote show ${ref}`)).toMatchObject({
      deal,
      status: 'draft',
      net: '2682.00',
      total: '3191.58',
      validUntil: '2026-12-23',
    })
    const added = await say('dana', `quote line ${ref} text:Freight price:50`)
    expect(added.headline).toBe(`Line added: ${ref} comes to 3,251.08 EUR`)
    const off = await say('dana', `quote set ${ref} discount:5 valid:2027-01-31 note:"Ex works"`)
    expect(off.headline).toContain('3,088.53 EUR')
    await click('dana', off, 'Undo')
    await click('dana', added, 'Undo')
    expect(await data(`quote show ${ref}`)).toMatchObject({
      total: '3191.58',
      validUntil: '2026-12-23',
      lines: [{ net: '882.00' }, { net: '1800.00' }],
    })
    expect(await refused(`quote line ${ref} text:Freight`)).toContain('needs product:…')
    expect(await refused(`quote line ${ref} number:7 price:1`)).toContain('There is no line 7')
    expect(await refused(`quote set ${ref} valid:2026-01-01`)).toContain("can't end before")
  })

  test('is mailed to the contact after a preview, once; what went out is not changed', async () => {
    const ref = await quoteFor(await newDeal('Sending'))
    const preview = await say('dana', `quote send ${ref}`)
    expect(preview.headline).toBe(`Mail ${ref} to ada@acme.test?`)
    expect(preview.sections?.[0]?.prose).toContain('3,191.58 EUR in all')
    const sent = await click('dana', preview, 'Send it')
    expect(sent.reply.headline).toBe(`${ref} is on its way to ada@acme.test`)
    expect(await data(`quote show ${ref}`)).toMatchObject({ status: 'sent', sentTo: 'ada@acme.test' })
    expect(await refused(`quote send ${ref}`)).toContain('on its way to ada@acme.test already')
    expect(await refused(`quote line ${ref} text:Freight price:50`)).toContain(`quote reopen ${ref}`)
    const [row] = await desk.read(({ sql }) => sql`select data from outbox where kind = 'quote.send'`)
    expect(row).toMatchObject({
      data: { recipient: 'ada@acme.test', occasion: expect.stringContaining('quote-mail:') as string },
    })
    await say('dana', `quote set ${ref} valid:2027-02-28`)
    await say('dana', `quote decline ${ref} No budget`)
    expect(await data(`quote show ${ref}`)).toMatchObject({ status: 'declined' })
  })

  test('that is accepted becomes the deal, and on winning its invoice; the chain shows it', async () => {
    const deal = await newDeal('Agreed')
    const ref = await quoteFor(deal)
    await say('dana', `quote line ${ref} number:1 quantity:30`)
    await say('dana', `quote set ${ref} discount:10`)
    const accepted = await say('dana', `quote accept ${ref}`)
    // 30 × 49 less 10 % and 2 × 900, less 10 % of the whole.
    expect(accepted.headline).toBe(`${ref} is accepted: ${deal} Agreed is over 2,810.70 EUR`)
    expect((await click('dana', accepted, 'Undo')).ok).toBe(true)
    expect(await data(`deal show ${deal}`)).toMatchObject({ amount: '2682.00', quotes: [{ ref, status: 'draft' }] })
    await say('dana', `quote accept ${ref}`)
    const second = await quoteFor(deal)
    expect(await refused(`quote accept ${second}`)).toContain(`${ref} is accepted already`)
    await say('dana', `deal win ${deal}`)
    const { invoice } = (await data(`deal invoice ${deal}`)) as { invoice: string }
    const lines = await desk.read(
      ({ sql }) => sql`select l.description, l.net_minor::int as net, l.allowance_minor::int as off, a.code as account
        from invoice_line l join invoice i on i.id = l.invoice_id join account a on a.id = l.account_id
        where i.ref = ${invoice} order by l.position`,
    )
    expect(lines).toMatchObject([
      { description: 'Cold room sensor, delivery 15 Jan 2027', net: 119070, off: 13230 },
      { description: 'Day on site', net: 162000, off: 18000, account: '4830' },
    ])
    const trace = await say('dana', `deal trace ${deal}`)
    expect(trace.headline).toContain('1 deal → 2 quotes → 1 invoice')
  })

  test('stands until its last day', async () => {
    const ref = await quoteFor(await newDeal('Too late'))
    await click('dana', await say('dana', `quote send ${ref}`), 'Send it')
    desk.clock.advance(31 * 24 * 60 * 60 * 1000)
    expect(await data('quote list expired')).toMatchObject({ quotes: [{ ref, status: 'expired' }] })
    expect(await refused(`quote accept ${ref}`)).toContain(`quote set ${ref} valid:+14d`)
    await say('dana', `quote set ${ref} valid:+14d`)
    await say('dana', `quote accept ${ref}`)
    expect(await refused('quote new DEAL-3')).toContain('nothing to offer')
  })

  test('is a PDF of one page, with the lines’ sum carried forward where there are many', async () => {
    const id = await desk.read(
      async ({ sql }) => (await sql<{ id: string }[]>`select id from quote order by ref limit 1`)[0]?.id ?? '',
    )
    const document = await desk.read((read) => getQuoteDocument(read, id))
    const one = Buffer.from(await quotePdf(document)).toString('latin1')
    expect(one.match(/\/Type \/Page\b/g)).toHaveLength(1)
    const [line] = document.lines
    if (!line) throw new Error('the quote has no lines')
    const lines = Array.from({ length: 70 }, (_, i) => ({ ...line, position: i + 1 }))
    const many = Buffer.from(await quotePdf({ ...document, lines })).toString('latin1')
    expect(many.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1)
  })
})
