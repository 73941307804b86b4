import { describe, expect, test } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { findContactByAddress } from '../../../src/domain/crm/contact-store.js'
import { createContacts } from '../../../src/domain/crm/create-contacts.js'
import { COMPANY_REFERENCES, CONTACT_REFERENCES, type MergeRule } from '../../../src/domain/crm/merge-rules.js'
import { differencesAt } from '../../support/control-differences.js'
import { openSalesDesk } from './sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk
const books = { read: desk.read } as Parameters<typeof differencesAt>[0]

const made = async (text: string): Promise<string> => ((await say('rita', text)).data as { ref: string }).ref
const data = async <T>(text: string) => (await say('rita', text)).data as T
const confirmed = async (text: string) => {
  const preview = await ask('rita', text)
  expect(preview, preview.reply.headline).toMatchObject({ ok: true })
  return { preview: preview.reply, done: await ask('rita', { action: preview.confirm ?? '' }) }
}
const idOf = async (ref: string) =>
  (
    await desk.read(
      ({ sql }) =>
        sql<
          { id: string }[]
        >`select id::text from company where ref = ${ref} union all select id::text from contact where ref = ${ref}`,
    )
  )[0]?.id ?? ''

/** Every row of every table that a merge may touch, as it is. */
const everything = () =>
  desk.read(async ({ sql }) => {
    const tables = [
      ...new Set(
        [...Object.keys(COMPANY_REFERENCES), ...Object.keys(CONTACT_REFERENCES)].map(
          (name) => name.split('.')[0] ?? '',
        ),
      ),
    ]
    const rows = await Promise.all(
      ['company', 'contact', 'record_facet', ...tables].map(
        (
          table,
        ) => sql`select ${table} as "table", to_jsonb(t) - 'version' - 'updated_at' - 'created_at' as row from ${sql(table)} t
                        ${table === 'record_facet' ? sql`` : sql`order by id`}`,
      ),
    )
    const plain = rows
      .flat()
      .map((row) =>
        JSON.stringify({ ...row, row: { ...row['row'], ...(row['table'] === 'record_facet' && { id: '' }) } }),
      )
    return plain.sort()
  })

test.each([
  ['company', COMPANY_REFERENCES],
  ['contact', CONTACT_REFERENCES],
])('every foreign key to %s has its rule, and what moves can be moved back', async (kind, rules) => {
  const keys = await desk.read(
    ({ sql }) => sql<{ name: string; comment: string }[]>`
      select c.conrelid::regclass::text || '.' || a.attname as name, obj_description(c.conrelid, 'pg_class') as comment
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
       where c.contype = 'f' and c.confrelid = ${kind}::regclass order by 1`,
  )
  expect(keys.map(({ name }) => name)).toEqual(Object.keys(rules).sort())
  const unaudited = keys.filter(({ name, comment }) => 'moves' in (rules[name] as MergeRule) && comment !== 'audited')
  expect(unaudited).toEqual([])
})

await say('ines', 'field new Segment of:company type:text')
const group = await made('company new Group')
const acme = await made(
  `company new "Acme GmbH" domain:acme.example billing:pay@acme.example taxid:DE123 tag:vip parent:${group}`,
)
const double = await made(
  'company new "Acme Holding" domain:acme.test phone:"030 1234567" tag:berlin segment:small terms:14',
)
const ada = await made('contact new "Ada Lovelace" email:ada@acme.test title:CTO phone:"030 11111"')
const bob = await made('contact new "Bob Stone" email:bob@acme.example')
const deal = await made(`deal new "Renewal" company:${double} contact:${ada} amount:5k`)
await say('rita', `company note ${double} Called in`)
const part = await made(`company new "Acme Part" parent:${double}`)

const invoice = async (company: string) => {
  const draft = await desk.change(async (tx) =>
    draftInvoice(tx, {
      companyId: company,
      draftDate: '2026-11-02',
      lines: [{ description: 'Licence', unitPriceMinor: 100_00n, taxCode: 'S' }],
    }),
  )
  return draft.ref
}
const issued = await invoice(await idOf(double))
const finn = (text: string) => ask('finn', text)
const issuing = await finn(`invoice issue ${issued}`)
const issuedAs = ((await ask('finn', { action: issuing.confirm ?? '' })).reply.data as { invoice: string }).invoice
const draft = await invoice(await idOf(double))

describe('company merge', () => {
  test('shows what moves, what stays and which values count; undo gives back exactly what was', async () => {
    const before = await everything()
    const { preview, done } = await confirmed(`company merge ${double} into:${acme}`)
    expect(done, done.reply.headline).toMatchObject({ ok: true })
    const told = JSON.stringify(preview.sections)
    for (const words of [
      'deals: 1',
      'mail domains: 1',
      'contacts: 1',
      'notes and calls: 1',
      'companies: 1',
      'invoices: 1',
    ])
      expect(told).toContain(words)
    expect(told).toContain('Stays in the books under')
    const card = await data<Record<string, unknown>>(`company show ${acme}`)
    expect(card).toMatchObject({
      taxId: 'DE123',
      phone: '030 1234567',
      tags: ['berlin', 'vip'],
      domains: ['acme.example', 'acme.test'],
      fields: { segment: 'small' },
      open: [{ currency: 'EUR', amount: '119.00' }],
      lifetimeValue: [{ currency: 'EUR', amount: '100.00' }],
      daysToPay: null,
      parts: [part],
    })
    const behind = await data<Record<string, unknown>>(`company explain ${acme}`)
    expect(behind).toMatchObject({ invoices: [{ invoice: issuedAs, net: '100.00', open: '119.00', overdue: false }] })
    expect(JSON.stringify(card['invoices'])).toContain(issuedAs)
    expect(JSON.stringify(card['invoices'])).toContain(draft)
    expect(await differencesAt(books, null)).toEqual([])
    const old = await say('rita', `company show ${double}`)
    expect(old.headline).toContain(acme)
    expect(old.notes?.join()).toContain(`${double} Acme Holding was merged into ${acme} Acme GmbH`)
    expect((await data<{ companies: object[] }>('company find "Acme Holding"')).companies).toHaveLength(1)
    expect(await click('rita', done.reply, 'Undo')).toMatchObject({ ok: true })
    expect(await everything()).toEqual(before)
    expect((await say('rita', `company show ${double}`)).headline).toContain('Acme Holding')
  })

  test('mail that comes later goes to the winner, and the books agree when the old invoice is paid', async () => {
    const { done } = await confirmed(`company merge ${double} into:${acme}`)
    expect(done.ok).toBe(true)
    const { db } = desk.deps
    await bulkWorkspace(db, desk.scope, (bulk) =>
      createContacts(bulk, db.ids, [{ name: 'New Person', addresses: ['new.person@acme.test'], origin: 'mail' }]),
    )
    const found = await desk.change((tx) => findContactByAddress(tx, 'new.person@acme.test'))
    expect(found?.companyId).toBe(await idOf(acme))
    const paying = await finn(`invoice pay ${issuedAs}`)
    const paid = await ask('finn', { action: paying.confirm ?? '' })
    expect(paid, paid.reply.headline).toMatchObject({ ok: true })
    expect(await differencesAt(books, null)).toEqual([])
    expect(await data(`company show ${acme}`)).toMatchObject({ open: [], daysToPay: expect.any(Number) as unknown })
    const statement = await finn(`invoice statement ${acme}`)
    expect(JSON.stringify(statement.reply.data)).toContain(issuedAs)
  })

  test('is not taken back once a draft that came along is issued', async () => {
    const [other, lone] = [await made('company new "Lone Star"'), await made('company new "Solo Star"')]
    const late = await invoice(await idOf(lone))
    const { done } = await confirmed(`company merge ${lone} into:${other}`)
    const issuing = await finn(`invoice issue ${late}`)
    expect(await ask('finn', { action: issuing.confirm ?? '' })).toMatchObject({ ok: true })
    const undone = await click('rita', done.reply, 'Undo')
    expect(undone.ok).toBe(false)
    expect(undone.reply.headline).toContain('is issued by now')
  })

  test.each([
    [() => `company merge ${acme} into:${acme}`, 'into itself'],
    [() => `company merge ${double} into:${acme}`, 'into itself'],
  ])('refuses %#', async (text, why) => {
    expect((await ask('rita', text())).reply.headline).toContain(why)
  })

  test('into its own part leaves no circle', async () => {
    const { done } = await confirmed(`company merge ${acme} into:${part}`)
    expect(done, done.reply.headline).toMatchObject({ ok: true })
    expect((await data<{ parent: string | null }>(`company show ${part}`)).parent).toBe(group)
    // Who was merged before is found through both.
    expect((await say('rita', `company show ${double}`)).headline).toContain(part)
    expect(await click('rita', done.reply, 'Undo')).toMatchObject({ ok: true })
    expect((await say('rita', `company show ${double}`)).headline).toContain(acme)
  })
})

describe('contact merge', () => {
  test('moves addresses, phones and deals, and undo gives back exactly what was', async () => {
    await say('rita', `contact set ${bob} phone:"030 11111" consent:newsletter`)
    const before = await everything()
    const { done } = await confirmed(`contact merge ${ada} into:${bob}`)
    expect(done, done.reply.headline).toMatchObject({ ok: true })
    expect(await data(`contact show ${bob}`)).toMatchObject({
      title: 'CTO',
      addresses: ['bob@acme.example', 'ada@acme.test'],
      phones: ['030 11111'],
      deals: [{ ref: deal }],
    })
    expect((await say('rita', `contact show ${ada}`)).notes?.join()).toContain('was merged into')
    expect(await click('rita', done.reply, 'Undo')).toMatchObject({ ok: true })
    expect(await everything()).toEqual(before)
  })

  test('is not taken back once what it changed was changed again', async () => {
    const { done } = await confirmed(`contact merge ${ada} into:${bob}`)
    await say('rita', `contact set ${bob} title:CEO`)
    const undone = await click('rita', done.reply, 'Undo')
    expect(undone.ok).toBe(false)
    expect(undone.reply.headline).toContain('Bob Stone has been changed since')
  })
})
