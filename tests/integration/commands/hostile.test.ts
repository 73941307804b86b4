import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { submitForm } from '../../../src/bots/commands/forms.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer, Input } from '../../../src/bots/commands/request.js'
import { renderReply } from '../../../src/bots/terminal/render-reply.js'
import { foundedCompany } from '../../support/company.js'
import { testSlack, textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'
import { hostileText } from '../../unit/commands/hostile.js'
import { noting, type Ran, unasked } from './what-ran.js'

const declared = await loadCatalog()
/** What ran of each text: the command and what it was given, as a change has it. */
const ran: Ran[] = []
const catalog = {
  ...declared,
  commands: new Map([...declared.commands].map(([name, each]) => [name, noting(each, ran)])),
}
const names = [...catalog.commands.values()].map(({ name }) => name)
const company = await foundedCompany([
  { name: 'ada', roles: ['admin'] },
  { name: 'ole', roles: ['auditor'] },
])
const admin = postgres(company.database.adminUrl, { max: 1, onnotice: () => {} })
afterAll(() => admin.end())

const { workspaceId } = company.scope
const slack = await testSlack(company.db, company.scope, [{ name: 'ole', staffId: company.staff['ole'] ?? '' }])
const ask = (who: 'ada' | 'ole', input: Input) =>
  dispatch(
    { db: company.db, catalog },
    { who: { workspaceId, staffId: company.staff[who] ?? '', via: 'terminal' }, input },
  )

/** Records that a change could hit. */
const RECORDS = [
  'company new "Northwind Traders" domain:northwind.example',
  'contact new "Ada Lovelace" email:ada@northwind.example',
  'deal new "Northwind renewal" company:Northwind amount:50k',
  'deal new "Northwind rollout" company:Northwind amount:20k',
  'task new "Send the contract" about:DEAL-1 due:friday',
  'case new "Gateway offline" company:Northwind',
  'product new "Care plan" sku:CARE-1 price:100',
  'quote new DEAL-1',
]
for (const text of RECORDS) if (!(await ask('ada', { text })).ok) throw new Error(`It was not made: ${text}`)
ran.length = 0
const NAMED = [
  'DEAL-1',
  'DEAL-2',
  'CO-1',
  'CT-1',
  'TODO-1',
  'CASE-1',
  'Q-1',
  'CARE-1',
  'Northwind',
  '"Northwind renewal"',
  'Ada',
]

/** Nothing but line breaks steers the terminal. */
const STEERS = /[^\P{Cc}\n]|[\u202a-\u202e]/u
/** A fault, a stack, or what a database says. */
const INSIDE = /something went wrong|\n\s+at \w|\b(syntax error|violates|PrismaClient|TypeError|ECONN)/i

/** Every command's words before hostile ones, or none; some of them name a record that is there. */
const said = fc
  .tuple(fc.constantFrom('', 'search', ...names), fc.constantFrom('', ...NAMED), hostileText)
  .map((words) => words.join(' '))

function isASentence({ reply }: Answer): void {
  expect(reply.headline).toMatch(/\S/)
  expect(JSON.stringify([reply.headline, reply.text, reply.notes])).not.toMatch(INSIDE)
  expect(renderReply(reply, { width: 80, colour: false, timeZone: 'UTC' })).not.toMatch(STEERS)
}

/** Rows of every table but those in which answers keep their buttons, and reports what they said. */
async function rowCounts(): Promise<Record<string, number>> {
  const tables = await admin<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'routing', 'search') and tablename not in ('pending_action', 'report_run')`
  const counts = await admin.unsafe(
    tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`).join(' union all '),
  )
  return Object.fromEntries(counts.map(({ name, n }) => [name as string, n as number]))
}

/** A token is its maker's own, and so is its row: everybody may have one. */
const saidOfRecords = said.filter((text) => !/token/i.test(text))

/** `undo` is no noun, and `login` leads to a web address that there is none of here. What a noun lacks is asked for by a form. */
test.each(
  [...new Set(names.map((name) => name.split(' ')[0] ?? ''))].filter((noun) => !['undo', 'login'].includes(noun)),
)('%s alone is never an error', async (noun) => {
  const answer = await ask('ada', { text: noun })
  isASentence(answer)
  expect(answer.ok || answer.opensForm !== undefined, answer.reply.headline).toBe(true)
})

test('500 hostile texts of somebody who may only read: each a sentence, and no row anywhere', async () => {
  const before = await rowCounts()
  await fc.assert(
    fc.asyncProperty(saidOfRecords, async (text) => isASentence(await ask('ole', { text }))),
    { numRuns: 500, seed: 5 },
  )
  expect(await rowCounts()).toEqual(before)
})

test('500 of somebody who may do everything: a sentence, and every change is one that an answer says was done', async () => {
  const done = new Set<string>()
  let changes = 0
  const [{ last } = { last: '' }] = await admin<
    { last: string }[]
  >`select coalesce(max(id::text), '') as last from audit_log`
  await fc.assert(
    fc.asyncProperty(said, async (text) => {
      ran.length = 0
      const answer = await ask('ada', { text })
      isASentence(answer)
      if (answer.ok && answer.reply.reference) done.add(answer.reply.reference)
      for (const each of ran) expect(unasked(each, text), `${each.command.name} by ${text}`).toEqual([])
      changes += ran.length
    }),
    { numRuns: 500, seed: 6 },
  )
  // Else it would prove nothing.
  expect(changes).toBeGreaterThan(20)
  const audited = await admin<{ reference: string; entity: string }[]>`
    select distinct reference, entity from audit_log where id::text > ${last} and actor_id = ${company.staff['ada'] ?? ''}`
  expect(audited.filter(({ reference }) => !done.has(reference))).toEqual([])
})

test('hostile buttons and form values are refused or read, and none is a fault', async () => {
  const deps = { db: company.db, catalog }
  const who = { workspaceId, staffId: company.staff['ada'] ?? '', via: 'terminal' as const }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...catalog.commands.values()), hostileText, async (command, text) => {
      const clicked = await ask('ada', { action: text })
      expect(clicked.ok).toBe(false)
      isASentence(clicked)
      expect(await submitForm(deps, who, text, { to: text })).toMatchObject({ answer: { ok: false } })
      const values = Object.fromEntries(Object.keys(command.params).map((key) => [key, text]))
      isASentence(await ask('ole', { command: command.name, values }))
    }),
    { numRuns: 150, seed: 7 },
  )
})

test('through a chat as well: one answer each that Slack takes, and no row', async () => {
  const ole = slack.as('ole')
  const dm = await ole.dm()
  const before = await rowCounts()
  const texts = fc.sample(saidOfRecords, { numRuns: 20, seed: 8 }).map((text) => text.replaceAll('\0', '').trim())
  const typed = texts.filter((text) => text !== '')
  const { inbound_event: _, ...rows } = tablesOf(before)
  const answers = async () => (await ole.state()).messages.filter((message) => message.user === slack.bot).length
  for (const [n, text] of typed.entries()) {
    await ole.say(text, dm)
    await until(async () => expect(await answers(), text).toBe(n + 1))
  }
  await until(async () => expect(await admin`select from inbound_event where handled_at is null`).toHaveLength(0))
  for (const message of (await ole.state()).messages.filter((each) => each.user === slack.bot))
    expect(textOf(message)).not.toMatch(INSIDE)
  const refused = (await slack.log('call')).filter(({ response }) => (response as { ok?: boolean }).ok !== true)
  expect(refused.map(({ name, response }) => ({ name, response }))).toEqual([])
  const { inbound_event: _after, ...left } = tablesOf(await rowCounts())
  expect(left).toEqual(rows)
})

const tablesOf = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([name, n]) => [name.replace('public.', ''), n]))
