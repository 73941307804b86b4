import { describe, expect, test } from 'vitest'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { addAddress } from '../../../src/domain/crm/add-address.js'
import { openSalesDesk } from './sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk

const made = async (text: string): Promise<string> => ((await say('dana', text)).data as { ref: string }).ref
const contacts = async (text: string) =>
  ((await say('dana', text)).data as { contacts: { name: string }[] }).contacts.map(({ name }) => name)

const acme = await made('company new "Acme Industries" domain:www.acme.example terms:14')
const ada = await made('contact new "Ada Lovelace" email:Ada.Lovelace+Sales@acme.example title:CTO')

describe('a contact', () => {
  test('joins the company of its address', async () => {
    const card = await say('dana', `contact show ${ada}`)
    expect(card.headline).toBe(`${ada} Ada Lovelace: CTO, Acme Industries`)
    expect(card.data).toMatchObject({
      company: acme,
      addresses: ['ada.lovelace+sales@acme.example'],
      owner: 'Dana Fox',
    })
  })

  test.each([
    ['by a typo', 'contact find Lovelase'],
    ['by its address without case and tag', 'contact find ada.lovelace@ACME.example'],
    ['by the company it works at', 'contact find acme industries'],
    ['without its accents', 'contact find áda'],
  ])('is found %s', async (_how, text) => {
    expect(await contacts(text)).toEqual(['Ada Lovelace'])
  })

  test('that is like nothing says so', async () => {
    expect((await say('dana', 'contact find Zebulon')).headline).toBe('No contact is like “Zebulon”.')
  })

  test.each([
    ['contact new "Other Ada" email:ada.lovelace@acme.example', 'belongs to Ada Lovelace'],
    ['contact new "No address" email:nowhere', 'nowhere'],
    ['company new "Second Acme" domain:mail.acme.example', 'belongs to Acme Industries'],
    ['company new Gmail domain:gmail.com', 'mail provider'],
    ['company new Odd currency:euro', 'currency'],
  ])('%s is refused: %s', async (text, why) => {
    const answer = await ask('dana', text)
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toContain(why)
  })

  test('that was a mistake goes with its undo, unless something refers to it by now', async () => {
    const first = await say('dana', 'contact new "Made In Error"')
    expect(await click('dana', first, 'Undo')).toMatchObject({ ok: true })
    expect(await contacts('contact find "Made In Error"')).toEqual([])
    const second = await say('dana', 'contact new "Kept Person"')
    await say('dana', 'contact note "Kept Person" Called in')
    const late = await click('dana', second, 'Undo')
    expect(late.ok).toBe(false)
    expect(late.reply.headline).toContain('notes')
  })

  test('with another address is told to the mail side, each address once', async () => {
    const { id } = await desk.change((tx) => tx.prisma.contact.findFirstOrThrow({ where: { ref: ada } }))
    await desk.change((tx) => addAddress(tx, id, 'ada@lovelace.example'))
    expect(await contacts('contact find ada@lovelace.example')).toEqual(['Ada Lovelace'])
    const events = await desk.read(
      (read) => read.sql<{ key: string }[]>`
      select data ->> 'addressKey' as key from outbox where kind = 'contact.address-added' order by id`,
    )
    expect(events.map(({ key }) => key)).toEqual(['ada.lovelace@acme.example', 'ada@lovelace.example'])
    await expect(desk.change((tx) => addAddress(tx, id, 'ADA@lovelace.example'))).rejects.toThrow('already')
  })

  test('with an address given by mistake is without it after Undo, and the mail side hears', async () => {
    const given = await say('rita', `contact address ${ada} email:wrong@lovelace.example`)
    expect(await click('rita', given, 'Undo')).toMatchObject({ ok: true })
    expect(await contacts('contact find wrong@lovelace.example')).toEqual([])
    const events = await desk.read(
      (read) => read.sql<{ key: string }[]>`
      select data ->> 'addressKey' as key from outbox where kind = 'contact.address-taken-back'`,
    )
    expect(events.map(({ key }) => key)).toEqual(['wrong@lovelace.example'])
  })
})

describe('a company', () => {
  test('shows its people, deals and what it owes', async () => {
    await say('dana', `deal new "Acme rollout" company:${acme} amount:9k`)
    const company = await desk.change((tx) => tx.prisma.company.findFirstOrThrow({ where: { ref: acme } }))
    const lines = [{ description: 'Licence', unitPriceMinor: 100_00n }]
    await desk.change((tx) => draftInvoice(tx, { companyId: company.id, lines, draftDate: '2026-11-20' }))
    const card = await say('finn', 'company show acme.example')
    expect(card.sections?.map(({ title }) => title)).toEqual(['People', 'Open deals', 'Invoices'])
    expect(card.data).toMatchObject({
      ref: acme,
      domains: ['acme.example'],
      termsDays: 14,
      people: [{ name: 'Ada Lovelace' }],
      deals: [{ title: 'Acme rollout', stage: 'Lead' }],
      open: [],
    })
  })

  test('is named by reference, name, beginning or domain, and by what people call it', async () => {
    for (const words of [acme.toLowerCase(), '"acme industries"', 'acme', 'acme.example'])
      expect((await say('dana', `customer show ${words}`)).data).toMatchObject({ ref: acme })
    expect((await say('dana', 'company find acmee')).data).toMatchObject({ companies: [{ ref: acme }] })
  })

  test('lists what I look after', async () => {
    expect((await say('dana', 'company')).headline).toBe('You look after 1 company')
    expect((await say('rita', 'company list all')).data).toMatchObject({
      count: 1,
      companies: [{ contacts: 1, openDeals: 1 }],
    })
  })

  test('of another workspace is not there', async () => {
    const other = await desk.read(async (read) => read.sql`select count(*)::int as n from company`)
    expect(other[0]?.['n']).toBe(1)
    const elsewhere = { ...desk.scope, workspaceId: desk.deps.db.ids.next() }
    const seen = await readWorkspace(desk.deps.db, elsewhere, (read) => read.sql`select id from company`)
    expect(seen).toHaveLength(0)
  })
})

describe('what was noted', () => {
  const found = async (words: string) =>
    ((await say('dana', `search ${words}`)).data as { results: { ref: string; excerpt: string | null }[] }).results

  test('is read whole behind its card, however long, with that of the deals', async () => {
    const firm = await made('company new "Note Works"')
    const deal = await made(`deal new "Notes galore" company:${firm} amount:10k`)
    expect((await say('dana', `company show ${firm}`)).actions?.map(({ label }) => label)).not.toContain('All notes')
    await say('dana', `deal note ${deal} Short`)
    expect((await say('dana', `deal show ${deal}`)).actions?.map(({ label }) => label)).not.toContain('All notes')
    const long = `They want a rack of 42 units. ${'And so on. '.repeat(40)}The landlord objects to the compressor.`
    await say('dana', `log call ${deal} ${long}`)
    const all = await click('dana', await say('dana', `company show ${firm}`), 'All notes')
    expect(all.reply).toMatchObject({
      headline: `${firm} Note Works: 2 notes`,
      sections: [
        { title: `Dana Fox, call on ${deal}`, prose: long },
        { title: `Dana Fox, note on ${deal}`, prose: 'Short' },
      ],
    })
    for (let number = 1; number <= 7; number += 1) await say('dana', `deal note ${deal} Number ${number}`)
    const first = await click('dana', await say('dana', `deal show ${deal}`), 'All notes')
    expect(first.reply.sections).toHaveLength(8)
    const second = await click('dana', first.reply, 'Next 1')
    expect(second.reply).toMatchObject({ sections: [{ title: 'Dana Fox, note', prose: 'Short' }], actions: [{}] })
    expect((await ask('hugo', `activity list ${deal}`)).ok).toBe(false)
  })

  test('is found by any word of it as its record, until it is taken back, whatever else changes', async () => {
    const deal = await made(`deal new "Cold store" company:${acme} amount:10k`)
    await say('dana', `deal note ${deal} The roof carries no compressor`)
    const noted = await say('dana', `log call ${deal} They met. The zeolite dryer has to be quiet.`)
    await say('dana', `deal set ${deal} source:fair`)
    const [hit, ...others] = await found('zeolite dryer')
    expect(others).toEqual([])
    expect(hit).toMatchObject({ ref: deal, excerpt: expect.stringContaining('zeolite dryer has to be quiet') })
    expect((await found('carries compressor')).map(({ ref }) => ref)).toEqual([deal])
    await click('dana', noted, 'Undo')
    expect(await found('zeolite')).toEqual([])
    expect((await found('carries compressor')).map(({ ref }) => ref)).toEqual([deal])
  })

  test('is found with the contact that its own was merged into', async () => {
    const [one, other] = [await made('contact new "Twin Left"'), await made('contact new "Twin Right"')]
    await say('dana', `log ${one} Prefers the pterodactyl brochure`)
    const preview = await ask('rita', `contact merge ${one} into:${other}`)
    await ask('rita', { action: preview.confirm ?? '' })
    expect((await found('pterodactyl')).map(({ ref }) => ref)).toEqual([other])
  })
})
