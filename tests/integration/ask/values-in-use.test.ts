import { afterAll, expect, it } from 'vitest'
import { runStatement } from '../../../src/domain/ask/ask-store.js'
import { loadRecordSets } from '../../../src/domain/ask/catalogue.js'
import { compileValues } from '../../../src/domain/ask/compile-query.js'
import { findPath } from '../../../src/domain/ask/path.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { foundedCompany } from '../../support/company.js'
import { askContext } from '../../unit/ask/reading.js'

const sets = await loadRecordSets()
const company = await foundedCompany([{ name: 'dana', roles: ['sales'] }])
afterAll(() => company.db.close())

it('reads the values of the newest records alone, by their key, where those say enough', async () => {
  for (const source of ['Fair', 'Web', 'Phone'])
    await company.change((tx) => createCompany(tx, { name: source, currency: 'EUR', source }), 'dana')
  const context = { ...askContext(), catalogue: sets, workspaceId: company.scope.workspaceId }
  const companies = sets.get('companies')
  const path = companies && findPath(sets, context.sight, companies, 'source')
  if (!companies || !path) throw new Error('Companies have no source.')
  const values = (newest?: number) =>
    company.read(async (read) => {
      const asked = compileValues(context, companies, path, { most: 9, ...(newest === undefined ? {} : { newest }) })
      const rows = await runStatement<{ value: string }>(read, asked)
      return rows.map(({ value }) => value).sort()
    })
  expect(await values(2)).toEqual(['Phone', 'Web'])
  expect(await values()).toEqual(['Fair', 'Phone', 'Web'])
})
