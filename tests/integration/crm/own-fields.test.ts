import { describe, expect, test } from 'vitest'
import { openForm, submitForm } from '../../../src/bots/commands/forms.js'
import { formView } from '../../../src/bots/slack/render/modal.js'
import { MOST_FIELDS } from '../../../src/domain/crm/custom-field.js'
import { openSalesDesk } from './sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk

const made = async (text: string): Promise<string> => ((await say('rita', text)).data as { ref: string }).ref
const fieldsOf = async (text: string) => ((await say('rita', text)).data as { fields: Record<string, unknown> }).fields
const labels = async (text: string) =>
  Object.fromEntries((await say('rita', text)).fields?.map(({ label, value }) => [label, value]) ?? [])
const found = async (text: string) =>
  ((await say('rita', text)).data as { companies: { name: string }[] }).companies.map(({ name }) => name)

await say('ines', 'field new Segment of:company type:choice choices:"small, Mid-market, enterprise"')
await say('ines', 'field new "Seats in use" of:company type:number')
await say('ines', 'field new "Renewal date" of:company type:date hint:"When the contract ends"')
await say('ines', 'field new Budget of:company type:amount')
await say('ines', 'field new Reference of:company type:yes-no')
await say('ines', 'field new "Account lead" of:company type:person')
await say('ines', 'field new Motto of:company type:text')
await say('ines', 'field new Name of:company type:text')
const acme = await made('company new Acme domain:acme.example segment:mid budget:50k')
const blue = await made('company new Blue domain:blue.example')

describe('a field of the company’s own', () => {
  test('is set, shown and found in each of its types', async () => {
    const reply = await say(
      'rita',
      `company set ${acme} seats-in-use:1,200.5 renewal-date:2027-03-01 reference:yes account-lead:dana@lindenhof.test motto:"Faster Than Light" own-name:"The firm"`,
    )
    expect(reply.changes).toContainEqual({ label: 'Account lead', before: null, after: { person: 'Dana Fox' } })
    expect(await fieldsOf(`company show ${acme}`)).toEqual({
      segment: 'Mid-market',
      'seats-in-use': 1200.5,
      'renewal-date': '2027-03-01',
      budget: { amount: '50000.00', currency: 'EUR' },
      reference: true,
      'account-lead': desk.staff.dana,
      motto: 'Faster Than Light',
      name: 'The firm',
    })
    expect(await labels(`company show ${acme}`)).toMatchObject({
      Segment: 'Mid-market',
      'Renewal date': { date: '2027-03-01' },
      Reference: 'yes',
      'Account lead': { person: 'Dana Fox' },
    })
    for (const asked of [
      'segment:mid-market',
      'seats-in-use:1200.5',
      'renewal-date:2027-03-01',
      'budget:50k',
      'reference:yes',
      'account-lead:dana@lindenhof.test',
      'motto:"faster than LIGHT"',
    ])
      expect(await found(`company list ${asked}`), asked).toEqual(['Acme'])
    expect(await found('company list segment:none')).toEqual(['Blue'])
    expect(await found('company find "faster light"')).toEqual(['Acme'])
    expect(await click('rita', reply, 'Undo')).toMatchObject({ ok: true })
    expect(Object.keys(await fieldsOf(`company show ${acme}`)).sort()).toEqual(['budget', 'segment'])
    expect(await found('company list reference:yes')).toEqual([])
  })

  test('of figures and days is compared in lists as in questions', async () => {
    await say('rita', `company set ${acme} seats-in-use:1200 renewal-date:2027-03-01`)
    await say('rita', `company set ${blue} seats-in-use:20 renewal-date:2026-12-15 budget:9k`)
    for (const [asked, names] of [
      ['seats-in-use:>100', ['Acme']],
      ['seats-in-use:10..100', ['Blue']],
      ['seats-in-use:!20', ['Acme']],
      ['budget:>=9k', ['Acme', 'Blue']],
      ['budget:<50k', ['Blue']],
      ['budget:>5k renewal-date:<2027-01-01', ['Blue']],
      ['renewal-date:2026-12', ['Blue']],
      ['renewal-date:2027-03-01', ['Acme']],
      ['created:today terms:>=30', ['Acme', 'Blue']],
      ['created:<2026-01-01', []],
    ] as const) {
      expect(await found(`company list ${asked}`), asked).toEqual(names)
      const report = (await say('rita', `report companies ${asked} show:name sort:name`)).table?.rows ?? []
      expect(
        report.map(({ name }) => name).filter((name) => typeof name === 'string'),
        asked,
      ).toEqual(names)
    }
    const list = await say('rita', 'company list budget:<50k')
    expect(list.headline).toBe('There is 1 company (budget <50k)')
    const bulk = await ask('rita', 'company bulk "budget:<50k" terms:14')
    expect(await ask('rita', { action: bulk.confirm ?? '' })).toMatchObject({ reply: { data: { changed: 1 } } })
    const wrong = await ask('rita', 'company list seats-in-use:>many')
    expect(wrong).toMatchObject({ ok: false, reply: { headline: expect.stringContaining('not a number') } })
    await say('rita', `company set ${acme} seats-in-use:none renewal-date:none`)
    await say('rita', `company set ${blue} seats-in-use:none renewal-date:none budget:none`)
  })

  test.each([
    ['segment:huge', 'not one of small, Mid-market, enterprise'],
    ['seats-in-use:many', 'not a number'],
    ['renewal-date:someday', '“someday”'],
    ['reference:perhaps', 'neither yes nor no'],
    ['account-lead:nobody', "can't find a colleague"],
    ['nonsense:1', 'company set has no “nonsense:”'],
  ])('takes no %s: %s', async (given, why) => {
    const answer = await ask('rita', `company set ${blue} ${given}`)
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toContain(why)
  })

  test('is in the form, with its value, and emptied there', async () => {
    await say('rita', `company set ${blue} segment:small motto:Slow`)
    const who = { workspaceId: desk.scope.workspaceId, staffId: desk.staff.rita, via: 'slack' as const }
    const opened = await openForm(desk.deps, who, { command: 'company set', values: { company: blue } })
    if (!opened.ok) throw new Error(opened.reply.headline)
    const field = (key: string) => opened.form.fields.find((each) => each.key === key)
    expect(field('segment')).toMatchObject({
      label: 'Segment',
      type: 'choice',
      choices: ['small', 'Mid-market', 'enterprise'],
      initial: 'small',
    })
    expect(field('renewal-date')).toMatchObject({ type: 'date', hint: 'When the contract ends' })
    const sent = await submitForm(desk.deps, who, opened.form.id, { segment: 'enterprise' })
    if (!('answer' in sent)) throw new Error(Object.values(sent.errors).join())
    expect(await fieldsOf(`company show ${blue}`)).toEqual({ segment: 'enterprise' })
  })

  test('stands in the history by its name', async () => {
    const lines = (await say('rita', `company history ${blue}`)).sections?.[0]?.lines ?? []
    expect(lines[0]).toContain('segment: small → enterprise')
    expect(lines[0]).toContain('motto: Slow → –')
  })

  test('goes and comes back with what records have of it; a choice that is in use stays', async () => {
    const gone = await say('ines', 'field remove "company segment"')
    expect(await ask('rita', `company set ${acme} segment:small`)).toMatchObject({ ok: false })
    expect(await click('ines', gone, 'Undo')).toMatchObject({ ok: true })
    expect(await found('company list segment:enterprise')).toEqual(['Blue'])
    const kept = await ask('ines', 'field set "company segment" choices:"small, large"')
    expect(kept.reply.headline).toContain('1 record has “Mid-market” in Segment')
    const other = await ask('ines', 'field new Segment of:company type:text')
    expect(other.reply.headline).toContain('has the field Segment (segment:) already')
    const renamed = await say(
      'ines',
      'field set "company segment" label:Size choices:"small, Mid-market, enterprise, public"',
    )
    expect((await labels(`company show ${acme}`))['Size']).toBe('Mid-market')
    expect(await click('ines', renamed, 'Undo')).toMatchObject({ ok: true })
  })

  test('is an admin’s to declare', async () => {
    expect(await ask('rita', 'field new Secret of:contact type:text')).toMatchObject({ ok: false })
    const bad = await ask('ines', 'field new "日本" of:contact type:text')
    expect(bad.reply.headline).toContain('can’t be typed before a colon')
  })

  test('belongs to its kind of record alone, and to its own company', async () => {
    expect((await ask('rita', 'contact list segment:small')).reply.headline).toContain('contact list has no “segment:”')
    const other = await openSalesDesk()
    expect((await other.ask('rita', 'company list segment:small')).reply.headline).toContain(
      'company list has no “segment:”',
    )
  })
})

test('a tag is renamed and removed on every record at once, and taken back', async () => {
  await say('rita', `company set ${acme} tag:"Berlin, vip"`)
  await say('rita', `company set ${blue} tag:berlin-hq`)
  const bob = await made('contact new "Bob Stone" tag:berlin')
  const tags = async () =>
    (await say('rita', 'tag list')).data as { tags: { tag: string; company: number; contact: number }[] }
  expect((await tags()).tags).toContainEqual({ tag: 'berlin', company: 1, contact: 1, deal: 0, case: 0, product: 0 })
  const renamed = await say('ines', 'tag rename Berlin to:"Berlin HQ"')
  expect(renamed.headline).toBe('berlin is berlin-hq now, on 2 records')
  expect(await found('company list tag:berlin-hq')).toEqual(['Acme', 'Blue'])
  expect(await click('ines', renamed, 'Undo')).toMatchObject({ ok: true })
  expect(await found('company list tag:berlin-hq')).toEqual(['Blue'])
  expect(await found('company find vip')).toEqual(['Acme'])
  await say('ines', 'tag remove vip')
  expect((await tags()).tags.map(({ tag }) => tag)).toEqual(['berlin', 'berlin-hq'])
  expect((await say('rita', `contact history ${bob}`)).headline).toContain('3 changes')
})

describe('a product’s own fields in questions', () => {
  const asked = async (question: string) =>
    (await say('rita', `report products ${question}`)).data as {
      rows: Record<string, unknown>[]
      totals: Record<string, unknown>
    }
  const names = async (where: string) =>
    (await asked(`where ${where} show:name sort:name`)).rows.map(({ name }) => name)

  test.each([
    'field new Shelf of:product type:text',
    'field new Weight of:product type:number',
    'field new Deposit of:product type:amount',
    'field new Launched of:product type:date',
    'field new Line of:product type:choice choices:"warm, cold"',
    'field new Fragile of:product type:yes-no',
    'field new Keeper of:product type:person',
  ])('%s', async (text) => {
    await say('ines', text)
  })

  test('narrow, group and sum them, each type', async () => {
    const first =
      'shelf:"A 1" weight:2.5 deposit:10 launched:2026-03-01 line:cold fragile:yes keeper:dana@lindenhof.test'
    await say('rita', `product new Sensor sku:S-1 ${first}`)
    await say('rita', 'product new Probe sku:S-2 shelf:B weight:4 deposit:20 launched:2026-11-01 line:cold fragile:no')
    await say('rita', 'product new Heater sku:S-3 weight:8 deposit:5 line:warm keeper:rita@lindenhof.test')
    for (const [where, wanted] of [
      ['shelf:"A 1"', ['Sensor']],
      ['shelf:none', ['Heater']],
      ['weight:>3', ['Heater', 'Probe']],
      ['deposit:<=10', ['Heater', 'Sensor']],
      ['launched:2026-11', ['Probe']],
      ['line:cold', ['Probe', 'Sensor']],
      ['fragile:yes', ['Sensor']],
      ['keeper:"Dana Fox"', ['Sensor']],
    ] as const)
      expect(await names(where), where).toEqual(wanted)
    const { rows } = await asked('group:line sum:deposit sum:weight')
    expect(rows.map(({ line }) => String(line)).toSorted()).toEqual(['cold', 'warm'])
    const sums = (line: string) => Object.values(rows.find((row) => row['line'] === line) ?? {}).map(String)
    expect(sums('cold')).toEqual(expect.arrayContaining(['30.00', '6.5']))
    expect(sums('warm')).toEqual(expect.arrayContaining(['5.00', '8']))
  })
})

test('a choice that is longer than a form shows is refused, and one from before is still what the form sends', async () => {
  const long = `${'Very large '.repeat(8)}customers`
  const declared = await ask('ines', `field new Size of:product type:choice choices:"${long}, small"`)
  expect(declared).toMatchObject({ ok: false })
  expect(declared.reply.headline).toMatch(/97 characters.*at most 75/)
  await say('ines', 'field new Size of:product type:choice choices:"large, small"')
  await desk.change((tx) =>
    tx.prisma.customField.updateMany({ where: { key: 'size' }, data: { choices: [long, 'small'] } }),
  )
  await say('rita', 'product new "Long choice" sku:LONG price:1')
  const who = { workspaceId: desk.scope.workspaceId, staffId: desk.staff.rita, via: 'slack' as const }
  const opened = await openForm(desk.deps, who, { command: 'product set', values: { product: 'LONG' } })
  if (!opened.ok) throw new Error(opened.reply.headline)
  const [size] = formView(opened.form, {}).blocks.filter((block) => block.block_id === 'size')
  const options = (size as unknown as { element: { options: { value: string }[] } }).element.options
  const sent = await submitForm(desk.deps, who, opened.form.id, { size: options[0]?.value ?? '' })
  if (!('answer' in sent)) throw new Error(Object.values(sent.errors).join())
  expect(sent.answer.reply.changes).toContainEqual({ label: 'Size', before: null, after: long })
})

test('a kind of record has as many fields of a company’s own as a form has room for', async () => {
  await desk.change((tx) =>
    tx.prisma.customField.createMany({
      data: Array.from({ length: MOST_FIELDS }, (_, position) => ({
        workspaceId: desk.scope.workspaceId,
        id: tx.newId(),
        kind: 'case',
        key: `more-${position}`,
        label: `More ${position}`,
        type: 'text',
        choices: [],
        position,
      })),
    }),
  )
  const refused = await ask('ines', 'field new Another of:case type:text')
  expect(refused).toMatchObject({ ok: false, reply: { headline: expect.stringContaining('60 fields') } })
})
