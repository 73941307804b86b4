import { afterAll, beforeAll, expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { loadRecordSets } from '../../../src/domain/ask/catalogue.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { foundedCompany } from '../../support/company.js'

// Questions as people give them, against plain SQL written beside them; and what must never come of one.

const catalog = await loadCatalog()
const sets = await loadRecordSets()
const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'tom', roles: ['sales'] },
])
const { dana = '', tom = '' } = company.staff

const ask = (text: string, staffId = dana): Promise<Answer> =>
  dispatch(
    { db: company.db, catalog },
    { who: { workspaceId: company.scope.workspaceId, staffId, via: 'terminal' }, input: { text } },
  )

type Data = {
  rows: Record<string, string | number | null>[]
  totals: Record<string, string | number | null>
  notes: string[]
}
async function data(text: string, staffId = dana): Promise<Data> {
  const answer = await ask(text, staffId)
  expect(answer.ok, `${text}: ${answer.reply.headline}`).toBe(true)
  return answer.reply.data as Data
}

beforeAll(async () => {
  const amounts = [12_000_00n, 8_000_00n, 40_000_00n, 3_000_00n, 25_000_00n, null]
  for (const [n, minor] of amounts.entries()) {
    const ownerId = n % 2 === 0 ? dana : tom
    const currency = n === 4 ? 'USD' : 'EUR'
    await company.change(async (tx) => {
      const { id: companyId } = await createCompany(tx, {
        name: `Customer ${n}`,
        roles: ['customer'],
        currency,
        ownerId,
      })
      await createDeal(tx, {
        title: `Deal ${n}`,
        companyId,
        ownerId,
        ...(minor === null ? {} : { amount: { minor, currency } }),
        expectedClose: n < 3 ? '2026-11-20' : '2027-02-10',
      })
    }, ownerId)
  }
})
afterAll(() => company.db.close())

test('deals by owner are what plain SQL says', async () => {
  const said = await data('report deals where status:open amount:>10k close:this-quarter group:owner sum:amount')
  const plain = await company.read(
    ({ sql }) => sql<{ owner: string; n: number; sum: string }[]>`
      select s.name as owner, count(*)::int as n, (sum(d.amount_minor) / 100.0)::numeric(20, 2)::text as sum
        from deal d join staff s on s.workspace_id = d.workspace_id and s.id = d.owner_id
       where d.status = 'open' and d.currency = 'EUR' and d.amount_minor > 1000000
         and d.expected_close between '2026-10-01' and '2026-12-31' group by s.name order by sum(d.amount_minor) desc`,
  )
  expect(plain.length).toBeGreaterThan(0)
  expect(said.rows).toEqual(plain.map(({ owner, n, sum }) => ({ owner, count: n, 'sum-amount': sum })))
})

test('every kind of record answers a list, each of its fields, relations and groupings', async () => {
  const faults: string[] = []
  const admin = await foundAdmin()
  for (const set of sets.values()) {
    const names = Object.keys({ ...set.fields, ...set.relations })
    const questions = [
      `report ${set.name}`,
      `report ${set.name} show:${names.join(',')}`,
      ...names.filter((name) => set.fields[name]?.type !== 'money').map((name) => `report ${set.name} group:${name}`),
      ...names.map((name) => `report ${set.name} where ${name}:none`),
      ...names.map((name) => `report ${set.name} where ${name}:any sort:-${name} limit:3`),
    ]
    for (const question of questions) {
      const answer = await ask(question, admin)
      if (!answer.ok) faults.push(`${question}: ${answer.reply.headline}`)
    }
  }
  expect(faults).toEqual([])
}, 60_000)

let adminId: string | undefined
async function foundAdmin(): Promise<string> {
  const { addStaff } = await import('../../../src/domain/people/add-staff.js')
  adminId ??= await company.change((tx) =>
    addStaff(tx, { email: 'root@lindenhof.test', name: 'Root', roles: ['admin'] }),
  )
  return adminId
}
