import { beforeAll, describe, expect, it } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { createPipeline } from '../../../src/domain/crm/create-pipeline.js'
import { moveDeal } from '../../../src/domain/crm/move-deal.js'
import { defaultPipeline } from '../../../src/domain/crm/pipeline.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { countsOf, importDesk, refusalsOf } from '../../support/import-desk.js'

const desk = await importDesk()

const staff = [
  'Email,Name,Roles,Department,Manager,Time zone',
  'kai@ours.example,Kai Seller,sales,North,lea@ours.example,Europe/Berlin',
  'lea@ours.example,Lea Lead,"sales, manager",North,,Europe/Berlin',
  'tom@ours.example,Tom Typo,salesman,,,',
  'una@ours.example,Una Lost,sales,,nobody@ours.example,Mars/Base',
].join('\n')

beforeAll(async () => {
  await inWorkspace(desk.books.db, desk.books.scope, (tx) => createPipeline(tx, defaultPipeline))
  await desk.take('companies', 'Name,Website\nAcme Inc.,acme.example\nBeta,beta.example\n')
  await desk.take('contacts', 'Name,Email,Company\nAda Lovelace,ada@acme.example,\nBob,bob@beta.example,\n')
})

describe('staff', () => {
  it('come with managers, whichever stands first; roles wait for a second person', async () => {
    const none = await desk.take('staff', staff, { dryRun: true })
    expect(refusalsOf(none)[1]).toMatch(/^3 roles sales, manager: A second person approves roles, so .*--as EMAIL/)
    const boss = { email: 'bo@ours.example', name: 'Bo Boss', roles: ['admin'] }
    const as = await inWorkspace(desk.books.db, desk.books.scope, (tx) => addStaff(tx, boss))
    const report = await desk.take('staff', staff, { as })
    expect(countsOf(report)).toBe('2 0 0 2')
    expect(refusalsOf(report)).toEqual([
      expect.stringMatching(/^4 roles salesman: There is no such role\. There is .*sales/),
      '5 manager nobody@ours.example: There is no colleague “nobody@ours.example”. Import it first, or say --create staff.',
    ])
    expect(countsOf(await desk.take('staff', staff, { as }))).toBe('0 0 2 2')
    expect(countsOf(await desk.take('staff', staff.replace('salesman', 'sales'), { as }))).toBe('1 0 2 1')
    expect(countsOf(await desk.take('staff', staff.replace(',North,lea', ',South,lea'), { as }))).toBe('0 1 1 2')
    const held = await desk.books.read(
      ({ sql }) => sql`select distinct r.name from staff_role h join role r on r.id = h.role_id
        join staff s on s.id = h.staff_id where s.email <> 'bo@ours.example'`,
    )
    expect(held).toEqual([{ name: 'department' }])
    const asked = await desk.books.read(
      ({ sql }) => sql`select title from approval where state = 'asked' order by title`,
    )
    expect(asked.map(({ title }) => title as string)).toEqual([
      'Kai Seller as department, sales',
      'Lea Lead as manager, sales',
      'Tom Typo as sales',
    ])
  })
})

describe('products', () => {
  const file = [
    'SKU,Name,Price,Currency,Unit',
    'CRS-1,Course,"1,200.00",EUR,day',
    'CRS-1,Course,"1,300.00",USD,day',
    'BOX,Box,9.99,EUR,crate',
    'PEN,Pen,-1.00,EUR,',
    'INK,Ink,4.50,EUR,pc',
  ].join('\n')

  it('have a price a currency, and are found again by their SKU', async () => {
    const report = await desk.take('products', file)
    expect(countsOf(report)).toBe('3 0 0 2')
    expect(refusalsOf(report)).toEqual([
      '4 unit crate: It is no unit: write hour, day, month, piece, kg, …',
      '5 price -1.00: A price can’t be below zero.',
    ])
    expect(countsOf(await desk.take('products', file))).toBe('0 0 3 2')
    expect(countsOf(await desk.take('products', file.replace('1,300.00', '1,350.00')))).toBe('0 2 1 2')
  })
})

describe('deals', () => {
  const file = [
    'Deal ID,Deal name,Company,Contact,Amount,Currency,Stage,Owner,Close date,Create date,Closed lost reason',
    '1,Renewal,Acme Inc.,Ada Lovelace,"50,000.00",EUR,Negotiation,Kai Seller,2027-01-31,2026-02-01,',
    '2,Pilot,Beta,,"1,000.00",USD,Closed Won,kai@ours.example,2026-03-15,2026-01-10,',
    '3,Rollout,Beta,bob@beta.example,"7,000.00",,closed lost,Lea Lead,2026-04-01,2026-01-11,No budget',
    '4,Nothing,Acme Inc,,1,EUR,Lead,Kai Seller,,,',
    '5,Typo,Beta,,1,EUR,Discovery,Kai Seller,,,',
    '6,Stranger,Beta,Ada Lovelace,1,EUR,Lead,Kai Seller,,,',
    '7,Nobody,Beta,,1,EUR,Lead,Kay Seller,,,',
    '8,Future,Beta,,1,EUR,Closed Won,Kai Seller,2029-01-01,,',
    '9,Negative,Beta,,-1,EUR,Lead,Kai Seller,,,',
  ].join('\n')

  it('keep their history, tell nobody, and say what is wrong', async () => {
    const dry = await desk.take('deals', file, {
      preset: 'hubspot',
      map: { company: 'Company', contact: 'Contact', owner: 'Owner' },
    })
    expect(countsOf(dry)).toBe('3 0 0 6')
    expect(refusalsOf(dry)).toEqual([
      '5 company Acme Inc: There is no company “Acme Inc”; did you mean Acme Inc. (CO-1)?',
      '6 stage Discovery: Sales has no such stage. There is Lead, Qualified, Proposal, Negotiation. Change the name, or say --create stages.',
      '7 contact Ada Lovelace: This contact belongs to another company.',
      '8 owner Kay Seller: There is no colleague “Kay Seller”; did you mean Kai Seller (kai@ours.example)?',
      '9 closed 2029-01-01: It is won, and that day is still to come.',
      '10 amount -1: An amount can not be negative.',
    ])
    expect(await deals()).toEqual([
      'DEAL-1 open 50000.00 EUR Negotiation since 2026-02-01: - > Negotiation',
      'DEAL-2 won 1000.00 USD Won since 2026-03-15: - > Negotiation, Negotiation > Won',
      'DEAL-3 lost 7000.00 EUR Lost since 2026-04-01: - > Lead, Lead > Lost',
    ])
    expect(await told()).toEqual([])
  })

  it('change where the file does, and stay as people left them where it does not', async () => {
    const told = { preset: 'hubspot', map: { company: 'Company', contact: 'Contact', owner: 'Owner' } }
    const [id = ''] = await ids()
    const { db, scope } = desk.books
    await inWorkspace(db, { ...scope, via: 'terminal' }, async (tx) => {
      const stage = await tx.prisma.stage.findFirstOrThrow({ where: { name: 'Lead' } })
      await moveDeal(tx, id, stage.id)
    })
    expect(countsOf(await desk.take('deals', file, told))).toBe('0 0 3 6')
    const won = file.replace('Negotiation,Kai Seller,2027-01-31', 'closedwon,Kai Seller,2026-11-20')
    expect(
      countsOf(await desk.take('deals', won.replace('closedwon', 'Closed Won'), { ...told, create: ['stages'] })),
    ).toBe('1 1 2 5')
    expect((await deals())[0]).toBe(
      'DEAL-1 won 50000.00 EUR Won since 2026-11-23: - > Negotiation, Negotiation > Lead, Lead > Won',
    )
  })

  it('with a row a product have lines that come to their amount', async () => {
    const lines = [
      'Title,Company,Owner,Product,Quantity,Unit price,Currency',
      'Training,Beta,Kai Seller,CRS-1,2,"1,200.00",EUR',
      'Training,Beta,Kai Seller,Ink,10,4.50,EUR',
      'Other,Beta,Kai Seller,Inc,1,1.00,EUR',
    ].join('\n')
    const report = await desk.take('deals', lines)
    expect(countsOf(report)).toBe('2 0 0 1')
    expect(refusalsOf(report)).toEqual(['4 product Inc: There is no product “Inc”; did you mean Ink (INK)?'])
    expect((await deals()).at(-1)).toMatch(/^DEAL-\d+ open 2445\.00 EUR Lead /)
    expect(countsOf(await desk.take('deals', lines))).toBe('0 0 2 1')
  })
})

const deals = async (): Promise<string[]> => {
  const rows = await readWorkspace(
    desk.books.db,
    desk.books.scope,
    ({ sql, scope }) => sql<{ line: string }[]>`
    select format('%s %s %s %s %s since %s: %s', d.ref, d.status, round(d.amount_minor / 100.0, 2), d.currency, s.name,
             to_char(d.stage_since, 'YYYY-MM-DD'),
             (select string_agg(coalesce(f.name, '-') || ' > ' || t.name, ', ' order by c.at, c.id) from stage_change c
                left join stage f on f.workspace_id = c.workspace_id and f.id = c.from_stage_id
                join stage t on t.workspace_id = c.workspace_id and t.id = c.to_stage_id
               where c.workspace_id = d.workspace_id and c.deal_id = d.id)) as line
      from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
     where d.workspace_id = ${scope.workspaceId} order by length(d.ref), d.ref`,
  )
  return rows.map(({ line }) => line)
}

const ids = async (): Promise<string[]> => {
  const rows = await readWorkspace(
    desk.books.db,
    desk.books.scope,
    ({ sql, scope }) => sql<{ id: string }[]>`
    select id from deal where workspace_id = ${scope.workspaceId} order by length(ref), ref`,
  )
  return rows.map(({ id }) => id)
}

const told = async (): Promise<string[]> => {
  const rows = await inWorkspace(desk.books.db, desk.books.scope, (tx) =>
    tx.prisma.outbox.findMany({ where: { kind: { startsWith: 'deal.' } } }),
  )
  return rows.map(({ kind }) => kind)
}

describe('files with the headings of their products', () => {
  /** As each product exports them; what we have no use for is left alone. */
  const files: Record<string, { preset: string; rows: readonly string[] }> = {
    'salesforce contacts': {
      preset: 'salesforce',
      rows: [
        'Contact ID,Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Email,Phone,Mobile,Contact Owner,Last Activity',
        '003Hs00004abcde,Ms.,Grace,Hopper,Admiral,Beta,1 Navy Yard,grace@beta.example,+1 202 555 0100,+1 202 555 0101,Kai Seller,2026-10-01',
      ],
    },
    'salesforce deals': {
      preset: 'salesforce',
      rows: [
        'Opportunity ID,Opportunity Name,Account Name,Type,Lead Source,Amount,Amount Currency,Close Date,Next Step,Stage,Probability (%),Opportunity Owner,Created Date',
        '006Hs00001abcde,Beta fleet,Beta,New Business,Web,12500.00,EUR,2027-03-31,Send the offer,Proposal,40,Kai Seller,2026-09-01',
      ],
    },
    'salesforce staff': {
      preset: 'salesforce',
      rows: [
        'Id,Username,LastName,FirstName,Name,Title,Department,Email,TimeZoneSidKey,LocaleSidKey,IsActive',
        '005Hs00002abcde,mia@ours.example.prod,Stone,Mia,Mia Stone,Account Executive,North,mia@ours.example,Europe/Berlin,de_DE,true',
      ],
    },
    'pipedrive companies': {
      preset: 'pipedrive',
      rows: [
        'Organization - ID,Organization - Name,Organization - Labels,Organization - Address,Organization - Owner,Organization - People,Organization - Open deals,Organization - Website',
        '17,Gamma Labs,Hot,"Hauptstr. 1, Berlin",Kai Seller,3,1,https://gamma.example',
      ],
    },
    'pipedrive deals': {
      preset: 'pipedrive',
      rows: [
        'Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Contact person,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Owner,Deal - Expected close date,Deal - Deal created,Deal - Last stage change,Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Label',
        '41,Beta depot,900,EUR,Beta,Bob,Sales,Qualified,Open,Kai Seller,2027-01-31,2026-10-01 08:00:00,2026-10-05 09:30:00,,,,Hot',
      ],
    },
    'pipedrive products': {
      preset: 'pipedrive',
      rows: [
        'Product - ID,Product - Name,Product - Product code,Product - Category,Product - Unit,Product - Unit prices,Product - Tax,Product - Active,Product - Owner',
        '5,Relay box,RB-5,Hardware,,79.00,19,Yes,Kai Seller',
      ],
    },
    'pipedrive staff': {
      preset: 'pipedrive',
      rows: ['User - ID,User - Name,User - Email,User - Active', '9,Noa Field,noa@ours.example,Yes'],
    },
    'hubspot products': {
      preset: 'hubspot',
      rows: [
        'Record ID,Name,SKU,Product description,Unit price,Unit cost,Billing frequency,Term,Create Date',
        '1122,Door kit,DK-1,With two contacts,120.50,60,,,2026-01-01',
      ],
    },
  }

  it.each(Object.entries(files))('%s', async (name, { preset, rows }) => {
    const kind = name.split(' ')[1] ?? ''
    const report = await desk.take(kind, rows.join('\n'), { preset })
    expect(refusalsOf(report)).toEqual([])
    expect(countsOf(report)).toBe('1 0 0 0')
    expect(countsOf(await desk.take(kind, rows.join('\n'), { preset }))).toBe('0 0 1 0')
  })

  it('have brought what they say', async () => {
    const { db, scope } = desk.books
    const found = await readWorkspace(db, scope, async ({ sql }) => ({
      contact:
        await sql`select p.title, c.name as company, o.name as owner from contact p join company c on c.id = p.company_id join staff o on o.id = p.owner_id where p.name = 'Grace Hopper'`,
      deal: await sql`select d.amount_minor::int as amount, s.name as stage, d.expected_close::text as close from deal d join stage s on s.id = d.stage_id where d.title = 'Beta depot'`,
      opportunity:
        await sql`select d.amount_minor::int as amount, s.name as stage, d.next_step as next from deal d join stage s on s.id = d.stage_id where d.title = 'Beta fleet'`,
      products:
        await sql`select p.sku, r.amount_minor::int as price from product p join product_price r on r.product_id = p.id where p.sku in ('RB-5', 'DK-1') order by 1`,
      staff: await sql`select name, title, time_zone as zone from staff where email = 'mia@ours.example'`,
    }))
    expect(found).toMatchObject({
      contact: [{ title: 'Admiral', company: 'Beta', owner: 'Kai Seller' }],
      deal: [{ amount: 90_000, stage: 'Qualified', close: '2027-01-31' }],
      opportunity: [{ amount: 1_250_000, stage: 'Proposal', next: 'Send the offer' }],
      products: [
        { sku: 'DK-1', price: 12_050 },
        { sku: 'RB-5', price: 7_900 },
      ],
      staff: [{ name: 'Mia Stone', title: 'Account Executive', zone: 'Europe/Berlin' }],
    })
  })
})
