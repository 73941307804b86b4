import { describe, expect, it } from 'vitest'
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
