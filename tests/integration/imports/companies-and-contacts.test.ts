import { describe, expect, it } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { declareField } from '../../../src/domain/crm/declare-field.js'
import { commandDesk } from '../../support/command-desk.js'
import { countsOf, importDesk, refusalsOf } from '../../support/import-desk.js'

const desk = await importDesk()
describe('companies', () => {
  const file = [
    'Name,Website,Type,Country,Terms,Parent,Tags,Owner',
    'Acme Paris,,,FR,,Acme Inc.,branch,',
    'Acme Inc.,https://www.acme.example,Customer,USA,Net 14,,"Key Account, east",',
    'Delta,delta.example,Nonsense,,,,,',
    'Gamma,gamma.example,Vendor,Atlantis,,,,',
    'Beta,beta.example,Vendor,UK,,Acme Ink,,',
    'Beta AG,acme.example,,,,,,Nobody Here',
    'Mail Only,gmail.com,,,,,,',
  ].join('\n')

  it('are made with what is above them, and what is wrong with a row is said', async () => {
    const dry = await desk.take('companies', file, { dryRun: true })
    const report = await desk.take('companies', file)
    expect(dry).toEqual(report)
    expect(countsOf(report)).toBe('3 0 0 4')
    expect(refusalsOf(report)).toEqual([
      '4 role Nonsense: It is no role: write customer, supplier or partner.',
      '5 country Atlantis: It is no country: write its code, like DE, or its English name.',
      '6 parent Acme Ink: There is no company “Acme Ink”; did you mean Acme Inc. (CO-1)?',
      '7 null null: Row 3 is about the same already.',
    ])
    expect(countsOf(await desk.take('companies', file))).toBe('0 0 3 4')
  })

  it('leave no column unspoken of that says something and that no field takes', async () => {
    const wider = 'Name,Website,Lead Score,Nothing,Fax\nOmega,omega.example,17,,+49 30 1\nPsi,psi.example,,,\n'
    expect(await desk.take('companies', wider, { dryRun: true })).toMatchObject({ untaken: ['Lead Score', 'Fax'] })
    expect(await desk.take('companies', file)).not.toHaveProperty('untaken')
  })
})

describe('contacts', () => {
  const file = [
    'Record ID,First Name,Last Name,Email,Associated Company,Tier,Renewal',
    '1,Ada,Lovelace,ada@acme.example,Acme Inc.,Gold,31/10/2026',
    '2,John,Smith,john@acme.example,Acme Inc.,silver,30/11/2026',
    '3,John,Smith,j.smith@acme.example,Acme Inc.,,',
    '4,Bad,Tier,bad@acme.example,Acme Inc.,Tin,',
    '5,Ada,Again,ADA+x@acme.example,Acme Inc.,,',
  ].join('\n')
  const told = { preset: 'hubspot', map: { company: 'Associated Company', 'renewal-date': 'Renewal' } }

  it('fill fields of the company’s own by their types, and namesakes of one system stay two', async () => {
    await inWorkspace(desk.books.db, desk.books.scope, async (tx) => {
      await declareField(tx, { kind: 'contact', label: 'Tier', type: 'choice', choices: ['Gold', 'Silver'] })
      await declareField(tx, { kind: 'contact', label: 'Renewal date', type: 'date' })
    })
    const report = await desk.take('contacts', file, told)
    expect(countsOf(report)).toBe('3 0 0 2')
    expect(refusalsOf(report)).toEqual([
      '5 tier Tin: Tier is one of Gold, Silver.',
      '6 null null: Row 2 is about the same already.',
    ])
    expect(await customs()).toEqual([
      { name: 'Ada Lovelace', custom: { tier: 'Gold', 'renewal-date': '2026-10-31' } },
      { name: 'John Smith', custom: { tier: 'Silver', 'renewal-date': '2026-11-30' } },
      { name: 'John Smith', custom: {} },
    ])
  })

  it('of a second system are those that are there, under the names they have', async () => {
    const other =
      'Person - ID,Person - Name,Person - Email,Person - Job title\n77,A. Lovelace,ada@acme.example,Countess\n'
    expect(countsOf(await desk.take('contacts', other, { preset: 'pipedrive' }))).toBe('0 1 0 0')
    expect(countsOf(await desk.take('contacts', other, { preset: 'pipedrive' }))).toBe('0 0 1 0')
    expect(countsOf(await desk.take('contacts', file, told))).toBe('0 0 3 2')
    expect((await customs()).map(({ name }) => name)).toEqual(['Ada Lovelace', 'John Smith', 'John Smith'])
  })
})

const customs = () =>
  desk.books.read(
    ({ sql, scope }) => sql<{ name: string; custom: Record<string, unknown> }[]>`
      select name, custom from contact where workspace_id = ${scope.workspaceId} order by name, custom::text`,
  )

describe('a file as a whole', async () => {
  const office = commandDesk(desk.books)
  await office.hire('Ada', 'admin')
  const tables = ['company', 'company_domain', 'contact', 'contact_address', 'contact_phone', 'record_facet'] as const
  /** All rows, but for what every change moves. */
  const everything = () =>
    desk.books.read(async ({ sql }) =>
      Promise.all(
        tables.map(
          (table) => sql`
            select coalesce(jsonb_agg(to_jsonb(t) - 'version' - 'updated_at' - 'id' order by to_jsonb(t) - 'id'), '[]') as rows
              from ${sql(table)} t`,
        ),
      ),
    )
  const found = async (words: string) =>
    (await office.data<{ results: { ref: string }[] }>('Ada', `search ${words}`)).results.length

  const file = [
    'Name,Email,Title,Phone,Company,Tags',
    'Zoe Zebra,zoe@zebra.example,CEO,+49 30 1234567,Zebra Works,vip',
    'Ada Lovelace,ada@acme.example,Countess of Lovelace,,Acme Inc.,poet',
    'Yan Yak,yan@zebra.example,,,Zebra Works,',
  ].join('\n')
  const create = { create: ['companies'] }

  it('is taken back as one: what it made goes, what it changed is as before, and it can come again', async () => {
    const before = await everything()
    const report = await desk.noted('contacts', file, create)
    expect(countsOf(report)).toBe('2 1 0 0')
    expect(await found('zebra')).toBeGreaterThan(0)
    const preview = await office.say('Ada', `import undo ${report.run}`)
    expect(preview.reply.fields).toEqual(
      expect.arrayContaining([
        { label: 'company', value: '1 made, and goes' },
        { label: 'contact', value: '2 made, and goes' },
        { label: 'contact', value: '1 changed, and is as before' },
      ]),
    )
    const done = await office.click('Ada', preview.confirm ?? '')
    expect(done.reply.headline).toBe(`${report.run} is taken back: 3 records gone, 1 as before`)
    expect(await everything()).toEqual(before)
    expect(await found('zebra')).toBe(0)
    expect((await office.say('Ada', `import undo ${report.run}`)).reply.headline).toContain('taken back already')
    expect(countsOf(await desk.noted('contacts', file, create))).toBe('2 1 0 0')
  })

  it('stays where one of its records was changed or used since, and nothing is done', async () => {
    const { run } = await desk.noted('contacts', `${file}\nXan Ox,xan@zebra.example,,,Zebra Works,`, create)
    await office.data('Ada', 'company note "Zebra Works" "They called"')
    await office.data('Ada', 'contact set "Xan Ox" title:CFO')
    const changed = await office.confirm('Ada', `import undo ${run}`)
    expect(changed.reply.headline).toMatch(/^Xan Ox has been changed since/)
    const [first] = await office
      .data<{ imports: { ref: string }[] }>('Ada', 'import list')
      .then(({ imports }) => imports.slice(1))
    const used = await office.confirm('Ada', `import undo ${first?.ref}`)
    expect(used.reply.headline).toMatch(/Zebra Works.* used by now \(.*activity.*\)/)
    expect(await found('zebra')).toBeGreaterThan(0)
    expect((await desk.noted('contacts', file, create)).run).toBeUndefined()
  })
})
