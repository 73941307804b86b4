import { describe, expect, test } from 'vitest'
import { openForm, submitForm } from '../../../src/bots/commands/forms.js'
import type { Change } from '../../../src/bots/commands/reply.js'
import { openSalesDesk } from './sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk

const made = async (text: string): Promise<string> => ((await say('rita', text)).data as { ref: string }).ref
const card = async (text: string) => (await say('rita', text)).data as Record<string, unknown>
const changesOf = (changes: readonly Change[] | undefined) =>
  Object.fromEntries((changes ?? []).map(({ label, before, after }) => [label, [before, after]]))

const acme = await made('company new "Acme Industries" domain:acme.example terms:14 city:Lyon country:France tag:vip')
const group = await made('company new "Acme Group" domain:acme-group.example')
const ada = await made('contact new "Ada Lovelace" email:ada@acme.example phone:"+44 20 7946 1815"')
const rows = (table: 'company' | 'contact') =>
  desk.read(
    ({ sql }) =>
      sql`select to_jsonb(t) - 'version' - 'updated_at' as row,
                 array(select domain from company_domain d where d.company_id = t.id order by 1) as domains,
                 array(select address from contact_address a where a.contact_id = t.id and preferred) as preferred
            from ${sql(table)} t order by ref`,
  )

describe('company set', () => {
  test('shows every change before → after, and its undo gives back exactly what was', async () => {
    const before = await rows('company')
    const reply = await say(
      'rita',
      `company set ${acme} terms:30 phone:"+33 4 72 00 00 00" domains:acme.fr,-acme.example tag:key-account,-vip parent:${group} roles:customer,partner city:none`,
    )
    expect(changesOf(reply.changes)).toEqual({
      'Payment terms': ['14 days', '30 days'],
      Phone: [null, '+33 4 72 00 00 00'],
      'Mail domains': ['acme.example', 'acme.fr'],
      Tags: ['vip', 'key-account'],
      'Part of': [null, 'Acme Group'],
      Roles: ['customer', 'customer, partner'],
      Address: ['Lyon, FR', 'FR'],
    })
    expect((await say('rita', 'company find acme.fr')).headline).toContain('Acme Industries')
    expect(await click('rita', reply, 'Undo')).toMatchObject({
      ok: true,
      reply: { headline: `${acme} Acme Industries is as before.` },
    })
    expect(await rows('company')).toEqual(before)
    expect((await say('rita', 'company find acme.example')).headline).toContain('Acme Industries')
  })

  test('its undo is refused with the reason once somebody changed the same, not when they changed another field', async () => {
    const first = await say('rita', `company set ${acme} note:"Orders by fax"`)
    await say('rita', `company set ${acme} phone:"+33 4 72 11 11 11"`)
    expect(await click('rita', first, 'Undo')).toMatchObject({ ok: true })
    const second = await say('rita', `company set ${acme} phone:"+33 4 72 22 22 22"`)
    await say('rita', `company set ${acme} phone:"+33 4 72 33 33 33"`)
    const late = await click('rita', second, 'Undo')
    expect(late).toMatchObject({ ok: false })
    expect(late.reply.headline).toContain('Acme Industries has been changed since')
    expect(await card(`company show ${acme}`)).toMatchObject({ phone: '+33 4 72 33 33 33' })
  })

  test.each([
    [`company set ${acme} parent:${acme}`, 'stands above'],
    [`company set ${acme} domains:acme-group.example`, 'belongs to Acme Group'],
    [`company set ${acme} domains:-nowhere.example`, 'has no domain nowhere.example'],
    [`company set ${acme} country:Atlantis`, 'no country that I know'],
    [`company set ${acme} roles:friend`, 'customer, supplier and partner'],
    [`company set ${acme} terms:999`, 'between 0 and 365'],
    [`company set ${acme} currency:euro`, 'not a currency'],
    [`company set ${acme} lifecycle:none`, 'not one of'],
    [`contact set ${ada} preferred:nobody`, 'not an email address'],
    [`contact set ${ada} phone:"call me"`, 'not a phone number'],
    [`contact set ${ada} consent-date:2026-10-01`, 'what the consent is for'],
  ])('%s is refused: %s', async (text, why) => {
    const answer = await ask('rita', text)
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toContain(why)
  })

  test('refuses a circle of parents, however long', async () => {
    const part = await made(`company new "Acme Part" parent:${acme}`)
    await say('rita', `company set ${acme} parent:${group}`)
    const circle = await ask('rita', `company set ${group} parent:${part}`)
    expect(circle.reply.headline).toContain('Acme Group stands above that company already')
  })

  test('begins its form with what is there, and what is emptied in it is emptied', async () => {
    const who = { workspaceId: desk.scope.workspaceId, staffId: desk.staff.rita, via: 'slack' as const }
    const opened = await openForm(desk.deps, who, { command: 'company set', values: { company: acme } })
    if (!opened.ok) throw new Error(opened.reply.headline)
    const initial = Object.fromEntries(opened.form.fields.map(({ key, initial }) => [key, initial]))
    expect(initial).toMatchObject({ name: 'Acme Industries', terms: '14', phone: '+33 4 72 33 33 33', city: 'Lyon' })
    const values = Object.fromEntries(
      Object.entries(initial).map(([key, value]) => [key, typeof value === 'object' ? value.value : value]),
    )
    const sent = await submitForm(desk.deps, who, opened.form.id, { ...values, phone: '', terms: '21' })
    if (!('answer' in sent)) throw new Error(Object.values(sent.errors).join())
    expect(changesOf(sent.answer.reply.changes)).toEqual({
      Phone: ['+33 4 72 33 33 33', null],
      'Payment terms': ['14 days', '21 days'],
    })
  })

  test('stands in its history with its parts, in words', async () => {
    await say('rita', `company set ${acme} domains:acme.example.org`)
    const history = await say('rita', `company history ${acme}`)
    const lines = history.sections?.[0]?.lines?.join('\n') ?? ''
    expect(lines).toContain('terms days: 14 → 21')
    expect(lines).toContain('tags: vip → key-account')
    expect(lines).toContain('parent: – → Acme Group')
  })
})

describe('contact set', () => {
  test('keeps several addresses and phones, the preferred one first, and consent with source and date', async () => {
    const before = await rows('contact')
    const reply = await say(
      'rita',
      `contact set ${ada} email:"ada@home.example" preferred:ada@home.example phone:"030 12345, -+44 20 7946 1815" title:CTO consent:newsletter consent-source:"web form" consent-date:2026-10-01`,
    )
    expect(changesOf(reply.changes)).toEqual({
      Title: [null, 'CTO'],
      Addresses: ['ada@acme.example', 'ada@home.example, ada@acme.example'],
      Phones: ['+44 20 7946 1815', '030 12345'],
      Consent: [null, 'newsletter since 1 Oct 2026 (web form)'],
    })
    expect(await card(`contact show ${ada}`)).toMatchObject({
      addresses: ['ada@home.example', 'ada@acme.example'],
      phones: ['030 12345'],
      consent: [{ purpose: 'newsletter', source: 'web form', date: '2026-10-01' }],
    })
    expect(await click('rita', reply, 'Undo')).toMatchObject({ ok: true })
    expect(await rows('contact')).toEqual(before)
  })

  test('withdraws a consent and moves to another company', async () => {
    await say('rita', `contact set ${ada} consent:newsletter`)
    const reply = await say('rita', `contact set ${ada} consent:-newsletter company:${group}`)
    expect(changesOf(reply.changes)).toMatchObject({
      Consent: ['newsletter since 23 Nov 2026', null],
      Company: ['Acme Industries', 'Acme Group'],
    })
  })

  test('takes no address of somebody else', async () => {
    await made('contact new "Bob Other" email:bob@acme.example')
    const answer = await ask('rita', `contact set ${ada} email:bob@acme.example`)
    expect(answer.reply.headline).toContain('belongs to Bob Other')
  })
})

test('is taken back in a company that lives by the database’s clock, too', async () => {
  const real = await openSalesDesk({ simulated: false })
  await real.say('rita', 'company new "Real Ltd" country:Germany')
  const changed = await real.say('rita', 'company set "Real Ltd" terms:7')
  expect(await real.click('rita', changed, 'Undo')).toMatchObject({ ok: true })
  expect((await real.say('rita', 'company show "Real Ltd"')).data).toMatchObject({
    termsDays: 30,
    address: { country: 'DE' },
  })
})

test('lists are narrowed by a tag, and by not having one', async () => {
  await say('rita', `company set ${group} tag:berlin,key-account`)
  const names = async (text: string) =>
    ((await say('rita', text)).data as { companies: { name: string }[] }).companies.map(({ name }) => name)
  expect(await names('company list tag:Berlin')).toEqual(['Acme Group'])
  expect(await names('company list tag:"key account,berlin"')).toEqual(['Acme Group'])
  expect(await names('company list tag:nothing')).toEqual([])
  expect((await say('rita', 'company list tag:berlin')).headline).toBe('There is 1 company (tag berlin)')
})

describe('a form that stands open while the record changes', () => {
  const who = (name: 'rita' | 'dana' | 'ines') =>
    ({ workspaceId: desk.scope.workspaceId, staffId: desk.staff[name], via: 'slack' }) as const
  type Values = Record<string, string | boolean | null>
  const kept = async (table: 'company' | 'deal', ref: string) => {
    const [found] = await desk.read(
      ({ sql }) => sql<{ row: object }[]>`select to_jsonb(t) as row from ${sql(table)} t where ref = ${ref}`,
    )
    return found?.row
  }

  /** The form as it opened, and what submitting it with this changed says. */
  async function opened(name: 'rita' | 'dana' | 'ines', command: string, values: Record<string, unknown>) {
    const answer = await openForm(desk.deps, who(name), { command, values })
    if (!answer.ok) throw new Error(answer.reply.headline)
    const { id, fields } = answer.form
    const left: Values = Object.fromEntries(
      fields.map(({ key, initial }) => [key, typeof initial === 'object' ? initial.value : (initial ?? null)]),
    )
    return (changed: Values) => submitForm(desk.deps, who(name), id, { ...left, ...changed })
  }

  test('changes what was changed in it, and leaves alone what a colleague changed', async () => {
    const firm = await made('company new "Two Hands" terms:14 phone:"+49 30 1111"')
    const [first, second] = [
      await opened('rita', 'company set', { company: firm }),
      await opened('rita', 'company set', { company: firm }),
    ]
    await first({ terms: '30', note: 'Pays late' })
    const sent = await second({ phone: '' })
    if (!('answer' in sent)) throw new Error(Object.values(sent.errors).join())
    expect(changesOf(sent.answer.reply.changes)).toEqual({ Phone: ['+49 30 1111', null] })
    expect(await kept('company', firm)).toMatchObject({ terms_days: 30, note: 'Pays late', phone: null })
  })

  test('asks again under the field that has moved, and a second submission is meant', async () => {
    const firm = await made('company new "Hot Seat" terms:14 city:Berlin')
    const submit = await opened('rita', 'company set', { company: firm })
    await say('ines', `company set ${firm} terms:30`)
    await say('rita', `company set ${firm} city:Bonn`)
    await say('ines', `company set ${firm} note:"Something else"`)
    const entered = { terms: '21', city: 'Bremen', phone: '+49 30 2222' }
    expect(await submit(entered)).toEqual({
      errors: {
        terms: 'Ines Roth changed this to “30” at 10:00. Submit again to have yours instead.',
        city: 'You changed this to “Bonn” at 10:00. Submit again to have yours instead.',
      },
    })
    expect(await card(`company show ${firm}`)).toMatchObject({ termsDays: 30, phone: null })
    await say('ines', `company set ${firm} terms:45`)
    expect(await submit(entered)).toEqual({
      errors: { terms: expect.stringContaining('Ines Roth changed this to “45”') },
    })
    const sent = await submit(entered)
    if (!('answer' in sent)) throw new Error(Object.values(sent.errors).join())
    expect(changesOf(sent.answer.reply.changes)).toMatchObject({ 'Payment terms': ['45 days', '21 days'] })
    expect(await kept('company', firm)).toMatchObject({ note: 'Something else', address: { city: 'Bremen' } })
  })

  test('says so where nothing was changed in it, whatever moved', async () => {
    const firm = await made('company new "Still Life" terms:14')
    const submit = await opened('rita', 'company set', { company: firm })
    await say('ines', `company set ${firm} terms:30`)
    expect(await submit({})).toMatchObject({
      answer: { ok: true, reply: { headline: `${firm} Still Life is as it was: nothing was changed in the form.` } },
    })
    expect(await card(`company show ${firm}`)).toMatchObject({ termsDays: 30 })
  })

  test('tells of a colleague in a field of the company’s own, and who emptied a field of a deal', async () => {
    await say('ines', 'field new Lead of:deal type:person')
    await say('ines', 'field new Pilot of:deal type:yes-no')
    const deal = await made(`deal new "Roof" company:${acme} amount:50k`)
    await say('rita', `deal set ${deal} lead:dana@lindenhof.test pilot:no`)
    const submit = await opened('rita', 'deal set', { deal })
    await say('ines', `deal set ${deal} amount:none lead:finn@lindenhof.test`)
    expect(await submit({ amount: '60k', lead: desk.staff.hugo })).toEqual({
      errors: {
        amount: expect.stringContaining('Ines Roth emptied this at 10:00.'),
        lead: expect.stringMatching(/^Ines Roth changed this to “.*Finn Berg”/),
      },
    })
    expect(await submit({ amount: '60k' })).toMatchObject({ answer: { ok: true } })
    expect(await kept('deal', deal)).toMatchObject({
      amount_minor: 60_000_00,
      custom: { lead: desk.staff.finn, pilot: false },
    })
  })

  test.each<[string, () => Promise<string>, Record<string, unknown>]>([
    [
      'company set',
      async () => {
        const firm = await made(`company new "Begun" parent:${group}`)
        const bea = await made(`contact new "Bea Bill" email:bea@begun.example company:${firm}`)
        await say('rita', `company set ${firm} billing-contact:${bea}`)
        return firm
      },
      { parent: /Acme Group/, 'billing-contact': /Bea Bill/ },
    ],
    [
      'product set',
      async () => {
        await say('rita', 'product new "Cold sensor" sku:CRS-1 price:49 unit:hour about:"Reads the cold"')
        return 'CRS-1'
      },
      { name: 'Cold sensor', sku: 'CRS-1', price: '49.00 EUR', unit: 'h', about: 'Reads the cold' },
    ],
    [
      'task set',
      () => made('task new "Call the roofer" due:2026-12-01 for:dana@lindenhof.test'),
      { what: 'Call the roofer', due: '2026-12-01', for: /Dana Fox/ },
    ],
    [
      'quote set',
      async () => {
        const deal = await made(`deal new "Quoted roof" company:${group} contact:${ada} amount:50k`)
        const quote = await made(`quote new ${deal}`)
        await say('rita', `quote set ${quote} valid:2027-01-31 discount:7.5 note:"Ex works"`)
        return quote
      },
      { title: 'Quoted roof', valid: '2027-01-31', discount: '7.5', contact: /Ada Lovelace/, note: 'Ex works' },
    ],
    [
      'case set',
      () => made(`case new "Gate is stuck" contact:${ada} priority:high`),
      { priority: 'high', subject: 'Gate is stuck', contact: /Ada Lovelace/, company: /Acme Group/ },
    ],
    ['pipeline set', async () => 'Sales', { name: 'Sales' }],
    ['stage set', async () => 'Proposal', { name: 'Proposal', probability: '50' }],
    ['team set', () => say('ines', 'team new North').then(() => 'North'), { name: 'North' }],
    ['choice set', async () => 'Price', { name: 'Price' }],
    [
      'staff set',
      async () => {
        await say('ines', 'staff set dana@lindenhof.test title:Rep department:Sales manager:rita@lindenhof.test')
        return 'dana@lindenhof.test'
      },
      { title: 'Rep', department: 'Sales', manager: /Rita Moreno/, zone: 'Europe/Berlin', morning: '9' },
    ],
  ])('of %s begins with what the record has', async (command, about, begins) => {
    const person = ['team set', 'staff set'].includes(command) ? 'ines' : 'rita'
    const key = command.split(' ')[0] ?? ''
    const answer = await openForm(desk.deps, who(person), { command, values: { [key]: await about() } })
    if (!answer.ok) throw new Error(answer.reply.headline)
    const shown = Object.fromEntries(
      answer.form.fields.map(({ key, initial }) => [key, typeof initial === 'object' ? initial.label : initial]),
    )
    const wanted = Object.entries(begins).map(([key, value]) => [
      key,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ])
    expect(shown).toMatchObject(Object.fromEntries(wanted))
  })

  test('of a colleague gives nothing back that somebody else changed, and empties what was emptied', async () => {
    await say('ines', 'staff set hugo@lindenhof.test title:Buyer department:Purchasing manager:rita@lindenhof.test')
    const submit = await opened('ines', 'staff set', { staff: 'hugo@lindenhof.test' })
    await say('ines', 'staff set hugo@lindenhof.test department:Logistics')
    const sent = await submit({ title: '', manager: null })
    if (!('answer' in sent)) throw new Error(Object.values(sent.errors).join())
    expect(changesOf(sent.answer.reply.changes)).toEqual({
      Title: ['Buyer', null],
      Manager: [{ person: 'Rita Moreno' }, null],
    })
  })
})
