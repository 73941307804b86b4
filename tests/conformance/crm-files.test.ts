import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inWorkspace } from '../../src/db/in-workspace.js'
import { readWorkspace, type SqlScope } from '../../src/db/sql-workspace.js'
import { createPipeline } from '../../src/domain/crm/create-pipeline.js'
import { defaultPipeline } from '../../src/domain/crm/pipeline.js'
import { countsOf, importDesk, refusalsOf } from '../support/import-desk.js'
import { plainRows } from '../support/plain-rows.js'

/** Files of other systems beside the repository: contacts of Atomic CRM, sObject trees of a Salesforce sample, odd CSV. */
const corpus = path.resolve(import.meta.dirname, '../../../shared/data')
const there = existsSync(path.join(corpus, 'crm')) && existsSync(path.join(corpus, 'csv'))
/** Where the files are; without them nothing is registered, for a skipped test counts as a failure. */
const places = there ? [corpus] : []
const fileOf = (name: string) => readFileSync(path.join(corpus, name), 'utf8')

const desk = await importDesk()
const read = <T>(work: (read: SqlScope) => Promise<T>) => readWorkspace(desk.books.db, desk.books.scope, work)

it(`the public CRM files are ${there ? 'here' : 'not here, so nothing else in this file runs'}: ${corpus}`, () => {
  expect(existsSync(corpus) || !there).toBe(true)
})

describe.each(places)('Atomic CRM', () => {
  const told = { create: ['companies'], map: { owner: 'sales' } }
  const text = there ? fileOf('crm/atomic-crm/contacts.csv') : ''
  const rows = plainRows(text)

  beforeAll(async () => {
    await inWorkspace(desk.books.db, desk.books.scope, (tx) => createPipeline(tx, defaultPipeline))
    await desk.take('staff', 'Email,Name\njane@ours.example,Jane Doe\n')
  })

  it('contacts without companies are refused row by row, with the names that are like them', async () => {
    await desk.take('companies', 'Name,Website\nGottlieb & Sons,\n')
    const report = await desk.take('contacts', text, { map: told.map, dryRun: true })
    expect(countsOf(report)).toBe(`0 0 0 ${rows.length}`)
    expect(refusalsOf(report)[0]).toBe(
      '2 company Gottlieb and Sons: There is no company “Gottlieb and Sons”; did you mean Gottlieb & Sons (CO-1)?',
    )
  })

  it('contacts come whole: every address, phone, tag and company of the file is there', async () => {
    const dry = await desk.take('contacts', text, { ...told, dryRun: true })
    const report = await desk.take('contacts', text, told)
    expect(dry).toEqual(report)
    expect(countsOf(report)).toBe(`${rows.length} 0 0 0`)
    const cells = (...names: string[]) => rows.flatMap((row) => names.flatMap((name) => row[name] || []))
    const [made] = await read(
      ({ sql, scope }) => sql<Record<string, number>[]>`
      select (select count(*)::int from contact where workspace_id = ${scope.workspaceId} and origin = 'import') as contacts,
             (select count(*)::int from contact_address where workspace_id = ${scope.workspaceId}) as addresses,
             (select count(*)::int from contact_phone where workspace_id = ${scope.workspaceId}) as phones,
             (select count(*)::int from record_facet where workspace_id = ${scope.workspaceId} and facet = 'tag') as tags,
             (select count(*)::int from contact where workspace_id = ${scope.workspaceId} and consent is not null) as newsletter,
             (select count(*)::int from company where workspace_id = ${scope.workspaceId}) as companies`,
    )
    expect(made).toEqual({
      contacts: rows.length,
      addresses: cells('email_work', 'email_home', 'email_other').length,
      phones: cells('phone_work', 'phone_home', 'phone_other').length,
      tags: cells('tags').flatMap((tags) => tags.split(',')).length,
      newsletter: rows.filter((row) => row['has_newsletter'] === 'true').length,
      companies: new Set(cells('company')).size,
    })
  })

  it('the same file again changes nothing; a changed row changes its contact alone', async () => {
    expect(countsOf(await desk.take('contacts', text, told))).toBe(`0 0 ${rows.length} 0`)
    expect(countsOf(await desk.take('contacts', text.replace(',Ubiquitous,', ',Chief,'), told))).toBe(
      `0 1 ${rows.length - 1} 0`,
    )
  })

  it('deals with its people sum to what the raw file sums to, stage by stage', async () => {
    const stages = ['Lead', 'Qualified', 'Proposal', 'Closed Won', 'Closed Lost']
    const lines = rows.map((row, at) =>
      [
        `D${row['id']}`,
        `Deal ${row['id']}`,
        `"${row['company']}"`,
        row['first_name'] + ' ' + row['last_name'],
        `${(at * 7919) % 90_001}.${10 + (at % 90)}`,
        'EUR',
        stages[at % 5],
        'Jane Doe',
        '2026-10-0' + (1 + (at % 9)),
        '2026-01-15',
      ].join(','),
    )
    const raw = `Record ID,Deal Name,Associated Company,Associated Contact,Amount,Currency,Deal Stage,Deal owner,Close Date,Create Date\n${lines.join('\n')}\n`
    const sums: Record<string, number> = {}
    for (const row of plainRows(raw))
      sums[row['Deal Stage'] ?? ''] = (sums[row['Deal Stage'] ?? ''] ?? 0) + Math.round(Number(row['Amount']) * 100)
    expect(countsOf(await desk.take('deals', raw, { preset: 'hubspot', create: ['companies'] }))).toBe(
      `${rows.length} 0 0 0`,
    )
    const kept = await read(
      ({ sql, scope }) => sql<{ stage: string; minor: number }[]>`
      select s.name as stage, sum(d.amount_minor)::float8 as minor
        from deal d join stage s on s.workspace_id = d.workspace_id and s.id = d.stage_id
       where d.workspace_id = ${scope.workspaceId} group by 1`,
    )
    const named = (stage: string) => stage.replace('Won', 'Closed Won').replace('Lost', 'Closed Lost')
    expect(Object.fromEntries(kept.map(({ stage, minor }) => [named(stage), minor]))).toEqual(sums)
    expect(countsOf(await desk.take('deals', raw, { preset: 'hubspot', create: ['companies'] }))).toBe(
      `0 0 ${rows.length} 0`,
    )
  })
})

describe.each(places)('the Salesforce sample', () => {
  const told = { preset: 'salesforce' }

  it('accounts come from an sObject tree with their addresses', async () => {
    const tree = fileOf('crm/sf-ebikes/Accounts.json')
    const { records } = JSON.parse(tree) as { records: { Name: string; BillingCity: string }[] }
    expect(countsOf(await desk.take('companies', tree, told))).toBe(`${records.length} 0 0 0`)
    expect(countsOf(await desk.take('companies', tree, told))).toBe(`0 0 ${records.length} 0`)
    const kept = await read(
      ({ sql, scope }) => sql<{ name: string; city: string; country: string }[]>`
      select name, address ->> 'city' as city, address ->> 'country' as country from company
       where workspace_id = ${scope.workspaceId} and address is not null order by name`,
    )
    expect(kept).toEqual(
      records
        .map(({ Name, BillingCity }) => ({ name: Name, city: BillingCity, country: 'US' }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    )
  })

  it('products sum to what their list prices sum to', async () => {
    const tree = fileOf('crm/sf-ebikes/Product__cs.json')
    const prices = [...tree.matchAll(/"MSRP__c":\s*([\d.]+)/g)].map(([, price]) => Number(price))
    expect(countsOf(await desk.take('products', tree, told))).toBe(`${prices.length} 0 0 0`)
    expect(countsOf(await desk.take('products', tree, told))).toBe(`0 0 ${prices.length} 0`)
    const [kept] = await read(
      ({ sql, scope }) => sql<{ minor: number; count: number }[]>`
      select sum(amount_minor)::float8 as minor, count(*)::int as count from product_price where workspace_id = ${scope.workspaceId}`,
    )
    expect(kept).toEqual({ minor: 100 * prices.reduce((sum, price) => sum + price, 0), count: prices.length })
  })
})

describe.each(places)('odd CSV', () => {
  const odd = there ? readdirSync(path.join(corpus, 'csv/csv-spectrum/csvs')).sort() : []

  it.each(odd)('%s is taken in whole, and again with no change', async (name) => {
    const bytes = readFileSync(path.join(corpus, 'csv/csv-spectrum/csvs', name))
    const meant = JSON.parse(fileOf(`csv/csv-spectrum/json/${path.parse(name).name}.json`)) as unknown[] | object
    const count = Array.isArray(meant) ? meant.length : 1
    const [first = ''] = (bytes.toString('latin1').split(/\r?\n/)[0] ?? '').split(',')
    const told = { map: { name: first.trim() } }
    const report = await desk.take('companies', bytes, told)
    expect([report.rows, report.refused]).toEqual([count, []])
    expect(await desk.take('companies', bytes, told)).toMatchObject({ created: 0, updated: 0, unchanged: count })
  })
})
