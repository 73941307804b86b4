import { describe, expect, it } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { declareField } from '../../../src/domain/crm/declare-field.js'
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
