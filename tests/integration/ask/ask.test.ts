import { afterAll, beforeAll, expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { answerQuery } from '../../../src/domain/ask/answer-query.js'
import { loadRecordSets } from '../../../src/domain/ask/catalogue.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { foundedCompany } from '../../support/company.js'
import { askContext, readReport } from '../../unit/ask/reading.js'

// Questions as people give them, against plain SQL written beside them; and what must never come of one.

const catalog = await loadCatalog()
const sets = await loadRecordSets()
const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'tom', roles: ['sales'] },
  { name: 'fin', roles: ['controller'] },
])
const { dana = '', tom = '', fin = '' } = company.staff

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

test('every field, relation and grouping of every kind of record is a statement that Postgres takes', async () => {
  const context = { ...askContext(), workspaceId: company.scope.workspaceId }
  const faults: string[] = []
  let asked = 0
  for (const set of sets.values()) {
    const names = Object.keys({ ...set.fields, ...set.relations })
    const questions = [
      `report ${set.name}`,
      `report ${set.name} show:${names.join(',')}`,
      ...names.filter((name) => set.fields[name]?.type !== 'money').map((name) => `report ${set.name} group:${name}`),
      ...names.map((name) => `report ${set.name} where ${name}:none`),
      ...names.map((name) => `report ${set.name} where ${name}:any sort:-${name} limit:3`),
    ]
    asked += questions.length
    let question = ''
    await company
      .read(async (read) => {
        for (question of questions) await answerQuery(read, context, readReport(question))
      })
      .catch((thrown: unknown) => faults.push(`${question}: ${String(thrown)}`))
  }
  expect(faults).toEqual([])
  expect(asked).toBeGreaterThan(400)
})

test('a saved question is anybody’s to run, and answers what that person may see; it is dropped by who saved it', async () => {
  await data('report save "Open ones" deals where status:open group:owner sum:amount')
  const mine = await data('report saved "Open ones"', tom)
  expect(new Set(mine.rows.map(({ owner }) => owner))).toEqual(new Set(['Dana', 'Tom']))
  expect((await ask('report Open ones', tom)).reply.notes?.join(' ')).toContain('Saved as “Open ones”')
  expect((await data('report run "Open ones"', tom)).rows).toEqual(mine.rows)
  expect((await ask('report run "Open ones" as:csv', tom)).reply.files).toHaveLength(1)
  const why = (await ask('report explain "Open ones" row:Tom', tom)).reply.data as { rows: { command: string }[] }
  expect(why.rows).toMatchObject([{ command: expect.stringContaining('owner:tom') as unknown }])
  expect(await ask('report run "Open ones" from:2026-01', tom)).toMatchObject({ ok: false })
  expect(await ask('report drop "Open ones"', tom)).toMatchObject({ ok: false })
  for (const wrong of ['deals where owenr:x', 'customers frob', 'asdf', 'profit and loss of nobody'])
    expect(await ask(`report save "Wrong" ${wrong}`), wrong).toMatchObject({ ok: false })
  const dropped = await ask('report drop "Open ones"')
  expect(dropped.ok).toBe(true)
  const undo = dropped.reply.actions?.find(({ label }) => label === 'Undo')
  expect(undo?.id).toBeDefined()
})

test('what is behind the rows of a question is said of it as it is asked', async () => {
  const question = 'report deals where status:open group:owner sum:amount'
  const all = (await ask(`${question} explain:all`)).reply.data as { rows: { label: string; command: string }[] }
  expect(all.rows.map(({ label }) => label).sort()).toEqual(['Dana', 'Tom'])
  for (const { label, command } of all.rows) {
    const behind = await data(command)
    const [count] = (await data(question)).rows.filter(({ owner }) => owner === label)
    expect([label, behind.rows.length]).toEqual([label, count?.['count']])
  }
  expect((await ask(`${question} explain:Nobody`)).reply.headline).toContain('has no row “Nobody”')
  expect((await ask('report explain deals')).reply.headline).toContain('explain:all')
})

test('questions in words become the command that they mean, alone and behind report', async () => {
  const alone = await ask('open deals over 10k by owner this quarter')
  expect(alone.reply.notes?.join(' ')).toMatch(/report deals where .*amount:>10k .*group:owner sum:amount/)
  const named = await ask("report Tom's open deals")
  expect(named.reply.notes?.join(' ')).toMatch(/report deals where .*owner:Tom/)
  const two = await ask('report sales by owner last year')
  expect(two.reply.data).toEqual({
    readings: [expect.stringContaining('report deals'), expect.stringContaining('report invoices')],
  })
  expect(await ask('report deals of Zaphod Beeblebrox')).toMatchObject({ ok: false })
  expect((await ask('report spend on unicorns', fin)).reply.headline).toContain('unicorns')
  expect((await ask('companies Customer 1')).reply.data).not.toHaveProperty('report')
})

test.each([
  ['profit last quarter', { report: 'profit-and-loss', from: '2026-07-01', to: '2026-09-30' }],
  ['profit and loss for the second quarter', { report: 'profit-and-loss', from: '2026-04-01', to: '2026-06-30' }],
  ['profit this year against last year', { report: 'profit-and-loss', from: '2026-01-01', to: '2026-11-30' }],
  ['balance sheet at the end of September', { report: 'balance-sheet', asOf: '2026-09-30' }],
  ['how much cash do we have', { report: 'postings' }],
  ['report revenue last quarter', { report: 'invoices' }],
  ['report profit last quarter', { report: 'profit-and-loss', from: '2026-07-01' }],
  ['report deals closed by Dana', { report: 'deals' }],
  ['customers not heard from in 60 days', { report: 'companies' }],
  ['report won vs lost', { report: 'won-and-lost' }],
  ['report win/loss', { report: 'won-and-lost' }],
  ['wins and losses last quarter', { report: 'won-and-lost', from: '2026-07-01', to: '2026-09-30' }],
  ['deals closed by Dana this year', { report: 'deals', from: '2026-01-01' }],
])('%s is run with what it says', async (question, expected) => {
  expect(await data(question, fin)).toMatchObject(expected)
})

test('a report that is spoken of beside words that nobody can read is the one that is offered', async () => {
  const { ok, reply } = await ask('report win rate by customer', fin)
  expect(ok).toBe(false)
  expect(reply.headline).toContain('Do you mean the report won-and-lost?')
})

test('a report of a quarter is explained, and made a file, of that quarter', async () => {
  await ask('report save "Third quarter" profit in the third quarter', fin)
  const file = await ask('report run "Third quarter" as:csv', fin)
  expect(file.reply.files?.[0]?.name, file.reply.headline).toContain('profit-and-loss')
  expect(file.reply.data).toMatchObject({ from: '2026-07-01', to: '2026-09-30' })
})

test('an account and a department of one name are two readings', async () => {
  await company.change((tx) => tx.prisma.staff.updateMany({ where: { id: tom }, data: { department: 'Werbekosten' } }))
  const { ok, reply } = await ask('report spend on werbekosten', fin)
  expect(ok, reply.headline).toBe(true)
  const { readings } = reply.data as { readings: string[] }
  expect(readings.map((each) => / (account|department):\S+/.exec(each)?.[0])).toEqual([
    expect.stringContaining('account:'),
    ' department:Werbekosten',
  ])
})

test('whom nobody was in touch with includes whom nobody ever was', async () => {
  const names = async () =>
    (await data('report customers not heard from in 30 days')).rows
      .map(({ record }) => String(record))
      .sort((a, b) => a.localeCompare(b))
  const all = await names()
  expect(all).toHaveLength(6)
  await ask('log call "Customer 1" They sign on Friday')
  expect(await names()).toEqual(all.filter((ref) => ref !== 'CO-2'))
})

test('amounts in several currencies stand beside what they come to, or what lacks a rate is said', async () => {
  const said = await data('report deals sum:amount')
  expect(said.rows[0]).toMatchObject({ count: 6, 'sum-amount': '63000.00', 'sum-amount-usd': '25000.00' })
  expect(said.notes.join(' ')).toContain('there is no rate of USD')
})

test.each(['csv', 'xlsx', 'pdf'])('as %s', async (as) => {
  const answer = await ask(`report deals group:owner sum:amount as:${as}`)
  expect(answer.reply.files?.[0]?.bytes.length, answer.reply.headline).toBeGreaterThan(50)
})

test.each([
  `report deals where title:"'; drop table deal; --"`,
  `report deals where owner:"x' or '1'='1"`,
  'report deals where tag:a"},{"b',
  'report deals group:title);select',
  `report deals where stage:"' || (select version()) || '"`,
])('%s does nothing', async (text) => {
  await ask(text)
  const [left] = await company.read(({ sql }) => sql<{ n: number }[]>`select count(*)::int as n from deal`)
  expect(left?.n).toBe(6)
})

const notes = async (words: string) => (await ask(words, fin)).reply.notes?.join(' ') ?? ''

test('customers and suppliers are those companies, also with clauses behind', async () => {
  await ask('company new "Papierhaus" role:supplier', fin)
  expect(await notes('report customers')).toContain('`report companies where role:customer`')
  expect(await notes('report suppliers group:country')).toContain(
    '`report companies where role:supplier group:country`',
  )
  expect((await data('report suppliers')).rows).toHaveLength(1)
  expect((await data('report companies')).rows).toHaveLength((await data('report customers')).rows.length + 1)
  expect(await notes('report calls')).toContain('`report activities where kind:call`')
})

test('a country that no customer is in is known all the same', async () => {
  expect((await data('customers in Iceland')).rows).toEqual([])
  expect(await notes('revenue in New Zealand this year')).toContain('company.country:NZ')
})

test('of a sentence that is nearly read it is said which word is not', async () => {
  const { ok, reply } = await ask('frobnicated revenue of last month by customer', fin)
  expect([ok, reply.headline]).toEqual([false, "I can't read “frobnicated” in that question."])
})
