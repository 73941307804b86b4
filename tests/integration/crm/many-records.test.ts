import { describe, expect, test } from 'vitest'
import { openForm } from '../../../src/bots/commands/forms.js'
import { putSearchDocuments } from '../../../src/db/search-document.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { openSalesDesk } from './sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk

const made = async (text: string): Promise<string> => ((await say('rita', text)).data as { ref: string }).ref
const count = async (text: string) => ((await say('rita', text)).data as { count: number }).count
const all = (table: string) =>
  desk.read(({ sql }) => sql`select to_jsonb(t) - 'version' - 'updated_at' as row from ${sql(table)} t order by id`)

/** As an import would: straight into the table. */
const MANY = 1200
await bulkWorkspace(desk.deps.db, desk.scope, async ({ sql, scope }) => {
  await sql`insert into company (workspace_id, id, ref, name, name_key, currency, owner_id, tags)
    select ${scope.workspaceId}, new_id(), 'CO-' || (1000 + n), 'Many ' || n, 'many ' || n, 'EUR', ${desk.staff.dana}, array['berlin'] from generate_series(1, ${MANY}) n`
})
await say('ines', 'field new Segment of:company type:text')

test('who sees their own records alone finds them behind any number of others that fit better', async () => {
  const capabilities = ['self', 'company.read:own', 'contact.read:own', 'deal.read:own']
  await desk.change((tx) => tx.prisma.role.updateMany({ where: { name: 'department' }, data: { capabilities } }))
  const rows = await desk.read(({ sql }) => sql<{ id: string; ref: string }[]>`select id, ref from company`)
  await desk.change((tx) =>
    putSearchDocuments(
      tx,
      rows.map(({ id, ref }) => ({ kind: 'company', id, ref, title: `Windmill ${ref}`, body: ['windmill windmill'] })),
    ),
  )
  const mine = await made('company new "Hereditary Windmill and Watermill Owners of the North, Registered"')
  const found = async (text: string) => JSON.stringify((await ask('hugo', text)).reply.data)
  expect(await found('search windmill')).toContain('"results":[]')
  await say('rita', `company set ${mine} owner:hugo@lindenhof.test`)
  for (const text of ['search windmill', 'company find windmill', 'company show windmil'])
    expect(await found(text), text).toContain(`"${mine}"`)
  expect(await found('search windmill')).not.toContain('CO-1001')
  // Handed on, by whatever way, they are the other's to find.
  const handOn = (ref: string, ownerId: string) =>
    desk.change((tx) => tx.prisma.company.updateMany({ where: { ref }, data: { ownerId } }))
  await handOn(mine, desk.staff.dana)
  await handOn('CO-1002', desk.staff.hugo)
  expect(await found('search windmill')).not.toContain(`"${mine}"`)
  expect(await found('search windmill')).toContain('CO-1002')
  await handOn('CO-1002', desk.staff.dana)
})

describe('company bulk', () => {
  test('shows how many and how, does all of it at once, and takes all of it back', async () => {
    const before = await all('company')
    const preview = await ask(
      'rita',
      'company bulk "tag:berlin" owner:rita@lindenhof.test lifecycle:customer tag:-berlin,vip segment:smb',
    )
    expect(preview.reply.headline).toBe(`Change ${MANY} companies?`)
    expect(preview.reply.table).toMatchObject({ more: MANY - 10 })
    expect(preview.reply.table?.rows).toContainEqual({
      record: { ref: 'CO-1001', title: 'Many 1' },
      field: 'Owner',
      before: 'Dana Fox',
      after: 'Rita Moreno',
    })
    const csv = new TextDecoder().decode(preview.reply.files?.[0]?.bytes)
    expect(csv.trim().split('\n')).toHaveLength(1 + MANY * 4)
    const done = await ask('rita', { action: preview.confirm ?? '' })
    expect(done, done.reply.headline).toMatchObject({ ok: true, reply: { data: { changed: MANY } } })
    expect(await count('company list tag:vip')).toBe(MANY)
    expect(await count('company list segment:smb')).toBe(MANY)
    expect(await count('company list tag:berlin')).toBe(0)
    const undone = await click('rita', done.reply, 'Undo')
    expect(undone, undone.reply.headline).toMatchObject({
      ok: true,
      reply: { headline: `${MANY} companies are as before.` },
    })
    expect(await all('company')).toEqual(before)
    expect(await count('company list tag:berlin')).toBe(MANY)
  })

  test('is shown anew when one of those behind the sample changed meanwhile', async () => {
    const preview = await ask('rita', 'company bulk "tag:berlin" terms:14')
    await say('rita', `company set CO-${1000 + MANY} note:Meanwhile`)
    const again = await ask('rita', { action: preview.confirm ?? '' })
    expect(again).toMatchObject({ ok: false, confirm: expect.any(String) as unknown })
    expect(again.reply.text).toContain('This changed since it was shown')
  })

  test('changes what is a list of words as well', async () => {
    const preview = await ask('rita', 'company bulk "tag:berlin" roles:customer,partner')
    expect(preview.reply.table?.rows[0]).toMatchObject({
      field: 'Roles',
      before: 'customer',
      after: 'customer, partner',
    })
    const done = await ask('rita', { action: preview.confirm ?? '' })
    expect(done, done.reply.headline).toMatchObject({ ok: true })
    expect((await say('rita', 'company show CO-1003')).data).toMatchObject({ roles: ['customer', 'partner'] })
    expect(await click('rita', done.reply, 'Undo')).toMatchObject({ ok: true })
    expect((await say('rita', 'company show CO-1003')).data).toMatchObject({ roles: ['customer'] })
  })

  test('leaves what is so already, and is not taken back once one of them was changed', async () => {
    await say('rita', 'company set CO-1001 terms:14')
    const preview = await ask('rita', 'company bulk "tag:berlin" terms:14')
    expect(preview.reply.headline).toBe(`Change ${MANY - 1} companies?`)
    expect(preview.reply.notes?.join()).toContain('1 more are so already')
    const done = await ask('rita', { action: preview.confirm ?? '' })
    await say('rita', 'company set CO-1002 terms:60')
    const late = await click('rita', done.reply, 'Undo')
    expect(late.ok).toBe(false)
    expect(late.reply.headline).toContain('Many 2 has been changed since')
  })

  test.each([
    ['company bulk "tag:berlin"', 'what is to change'],
    ['company bulk nonsense:1 terms:14', 'company bulk has no'],
    ['company bulk "stage:won" terms:14', 'company list has no “stage:”'],
    ['company bulk "owner:nobody" terms:14', "can't find a colleague"],
    ['company bulk all terms:999', 'between 0 and 365'],
  ])('%s is refused: %s', async (text, why) => {
    const answer = await ask('rita', text)
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toContain(why)
  })

  test('is offered under a list, with the words of the list', async () => {
    const list = await say('rita', 'company list tag:berlin')
    const button = list.actions?.find(({ label }) => label === `Change all ${MANY}…`)
    const who = { workspaceId: desk.scope.workspaceId, staffId: desk.staff.rita, via: 'slack' as const }
    const opened = await openForm(desk.deps, who, button?.id ?? '')
    expect(opened).toMatchObject({ ok: true })
    expect(opened.ok && opened.form.fields.find(({ key }) => key === 'where')).toMatchObject({ initial: 'tag:berlin' })
  })
})

test('contacts and deals are changed together as well', async () => {
  const blue = await made('company new Blue')
  await made('contact new "Ann One" company:Blue')
  await made('contact new "Ben Two" company:Blue')
  await made(`deal new "First" company:${blue}`)
  await made(`deal new "Second" company:${blue}`)
  const people = await ask('rita', 'contact bulk "company:Blue" title:Buyer tag:hot')
  expect(await ask('rita', { action: people.confirm ?? '' })).toMatchObject({
    ok: true,
    reply: { data: { changed: 2 } },
  })
  const deals = await ask('rita', 'deal bulk "company:Blue" close:2026-12-31 owner:dana@lindenhof.test')
  expect(deals.reply.table?.rows).toContainEqual(
    expect.objectContaining({ field: 'Expected close', after: '31 Dec 2026' }),
  )
  const done = await ask('rita', { action: deals.confirm ?? '' })
  expect(done).toMatchObject({ ok: true, reply: { data: { changed: 2 } } })
  expect(await click('rita', done.reply, 'Undo')).toMatchObject({
    ok: true,
    reply: { headline: '2 deals are as before.' },
  })
})

test('deals are listed, and changed together, by what their amount and days are compared with', async () => {
  const firm = await made('company new Compared')
  for (const [title, amount, close] of [
    ['Small', '5k', '2026-11-30'],
    ['Middle', '20k', '2027-01-15'],
    ['Large', '90k', '2027-06-30'],
  ])
    await made(`deal new "${title}" company:${firm} amount:${amount} close:${close}`)
  const titles = async (asked: string) =>
    ((await say('rita', `deal list company:${firm} ${asked}`)).data as { deals: { title: string }[] }).deals.map(
      ({ title }) => title,
    )
  expect(await titles('amount:>10000')).toEqual(['Middle', 'Large'])
  expect(await titles('amount:5k..20k')).toEqual(['Small', 'Middle'])
  expect(await titles('close:<2026-12-31')).toEqual(['Small'])
  expect(await titles('close:2027-01.. amount:<50k')).toEqual(['Middle'])
  expect(await titles('close:this month')).toEqual(['Small'])
  expect(await titles('created:2026-11..')).toEqual(['Small', 'Middle', 'Large'])
  const list = await say('rita', 'deal list close:>2027-05 amount:>10k')
  expect(list.headline).toContain('There is 1 open deal (amount >10k, close >2027-05)')
  const both = await say('rita', `deal list company:${firm} amount:>10k`)
  const change = both.actions?.find(({ label }) => label === 'Change both…')?.id ?? ''
  const who = { workspaceId: desk.scope.workspaceId, staffId: desk.staff.rita, via: 'slack' as const }
  const form = await openForm(desk.deps, who, change)
  const initial = form.ok ? form.form.fields.find(({ key }) => key === 'where')?.initial : undefined
  const where = typeof initial === 'string' ? initial : ''
  const preview = await ask('rita', { command: 'deal bulk', values: { where, source: 'fair' } })
  expect(preview.reply.headline).toBe('Change 2 deals?')
  const wrong = await ask('rita', 'deal list amount:>plenty')
  expect(wrong).toMatchObject({ ok: false, reply: { headline: expect.stringContaining('plenty') } })
})

describe('changed together, part by part', () => {
  const confirmed = async (text: string) => {
    const preview = await ask('rita', text)
    const done = await ask('rita', { action: preview.confirm ?? '' })
    expect(done, done.reply.headline).toMatchObject({ ok: true })
    return { rows: preview.reply.table?.rows ?? [], done: done.reply }
  }

  test('deals move to a stage, each with its step on the way, and one Undo moves all of them back', async () => {
    const firm = await made('company new Moving')
    const [one, two] = [
      await made(`deal new "Move one" company:${firm}`),
      await made(`deal new "Move two" company:${firm}`),
    ]
    await say('rita', `deal move ${two} to:Negotiation`)
    const before = await all('deal')
    const { rows, done } = await confirmed(`deal bulk "company:${firm}" stage:Negotiation`)
    expect(rows).toEqual([expect.objectContaining({ field: 'Stage', before: 'Lead', after: 'Negotiation' })])
    expect(await stagesOf(one)).toEqual(['Lead', 'Negotiation'])
    expect(await stagesOf(two)).toEqual(['Lead', 'Negotiation'])
    expect(await click('rita', done, 'Undo')).toMatchObject({ ok: true })
    expect(await stagesOf(one)).toEqual(['Lead', 'Negotiation', 'Lead'])
    expect(await all('deal')).toEqual(before)
    await say('rita', `deal win ${one}`)
    const closed = await ask('rita', `deal bulk "company:${firm} status:any" stage:Negotiation`)
    expect(closed).toMatchObject({ ok: false, reply: { headline: expect.stringContaining('Only open deals') } })
    const won = await ask('rita', `deal bulk "company:${firm}" stage:Won`)
    expect(won).toMatchObject({ ok: false, reply: { headline: expect.stringContaining('one by one') } })
  })
  const stagesOf = (ref: string) =>
    desk
      .read(
        ({ sql }) => sql<{ name: string }[]>`
          select s.name from stage_change c join deal d on d.id = c.deal_id join stage s on s.id = c.to_stage_id
           where d.ref = ${ref} order by c.at, c.id`,
      )
      .then((rows) => rows.map(({ name }) => name))

  test('companies get a country and keep the rest of their address', async () => {
    for (const [name, city] of [
      ['Eins', 'Köln'],
      ['Zwei', 'Bonn'],
      ['Drei', ''],
    ])
      await made(`company new ${name} tag:abroad ${city ? `city:${city}` : 'country:DE'}`)
    const before = await all('company')
    const { rows, done } = await confirmed('company bulk "tag:abroad" country:Germany')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ field: 'Country', before: null, after: 'DE' })
    const addresses = () =>
      desk.read(({ sql }) => sql`select address from company where tags @> '{abroad}' order by name`)
    expect((await addresses()).map(({ address }) => address)).toEqual([
      { country: 'DE' },
      { city: 'Köln', country: 'DE' },
      { city: 'Bonn', country: 'DE' },
    ])
    expect(await click('rita', done, 'Undo')).toMatchObject({ ok: true })
    expect(await all('company')).toEqual(before)
    expect(await ask('rita', 'company bulk "tag:abroad" country:Atlantis')).toMatchObject({
      ok: false,
      reply: { headline: expect.stringContaining('no country that I know') },
    })
  })

  test('contacts consent, each keeping what they consented to before', async () => {
    const pat = await made('contact new "Pat Yes" tag:asked')
    await made('contact new "Quin New" tag:asked')
    await say('rita', `contact set ${pat} consent:newsletter consent-date:2026-01-01`)
    const before = await all('contact')
    const { rows, done } = await confirmed(
      'contact bulk "tag:asked" consent:newsletter,events consent-source:"the fair"',
    )
    expect(rows).toMatchObject([
      { before: 'newsletter since 1 Jan 2026', after: expect.stringContaining('events since 23 Nov 2026 (the fair)') },
      { before: null },
    ])
    expect(await click('rita', done, 'Undo')).toMatchObject({ ok: true })
    const plain = await confirmed('contact bulk "tag:asked" consent:newsletter')
    expect(plain.rows).toHaveLength(1)
    expect(await click('rita', plain.done, 'Undo')).toMatchObject({ ok: true })
    expect(await all('contact')).toEqual(before)
  })
})

describe('what may be there already', () => {
  test('is shown before a second company is made, with buttons to use it and to make it anyway', async () => {
    const north = await made('company new "Nordwind GmbH" domain:nordwind.example taxid:DE999')
    const asked = await ask('rita', 'company new "Nordwind AG" terms:7')
    expect(asked).toMatchObject({
      ok: false,
      reply: { headline: `There may be this company already: Nordwind GmbH (${north}), same name.` },
    })
    expect(asked.reply.actions?.map(({ label }) => label)).toEqual([`Use ${north} Nordwind GmbH`, 'Make it anyway'])
    const anyway = await click('rita', asked.reply, 'Make it anyway')
    expect(anyway).toMatchObject({ ok: true })
    expect((await say('rita', `company show ${(anyway.reply.data as { ref: string }).ref}`)).data).toMatchObject({
      name: 'Nordwind AG',
      termsDays: 7,
    })
    expect((await ask('rita', 'company new Elsewhere taxid:DE999')).reply.headline).toContain('same tax id')
    expect((await ask('rita', 'company new Nordwint')).reply.headline).toContain('name nearly the same')
    expect((await ask('rita', 'company new Other domain:nordwind.example')).reply.headline).toContain(
      'belongs to Nordwind GmbH',
    )
  })

  test('is listed, with buttons that merge', async () => {
    const list = await say('rita', 'company duplicates')
    expect(list.headline).toBe('1 pair of companies may be one')
    const merge = await click('rita', list, list.actions?.[0]?.label ?? '')
    expect(merge.reply.headline).toContain('Merge')
    await ask('rita', { action: merge.confirm ?? '' })
    expect((await say('rita', 'company duplicates')).headline).toBe('No two companies look like one.')
  })

  test('is shown before a second contact is made', async () => {
    const ada = await made('contact new "Ada Lovelace" email:ada@nordwind.example')
    expect((await ask('rita', 'contact new "Lovelace, Ada" company:Nordwind')).reply.headline).toContain(
      `(${ada}), same name`,
    )
    expect((await ask('rita', 'contact new "Somebody" email:ada@nordwind.example')).reply.headline).toContain(
      'belongs to Ada Lovelace',
    )
    expect(await ask('rita', 'contact new "Ada Lovelace" company:Blue')).toMatchObject({ ok: true })
    await say('rita', 'contact new "Dr. Ada Lovelace" company:Nordwind anyway:yes')
    expect((await say('rita', 'contact duplicates')).data).toMatchObject({
      pairs: [{ first: ada, why: 'same name and company' }],
    })
  })
})
