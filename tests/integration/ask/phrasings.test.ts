import { afterAll, beforeAll, expect, test } from 'vitest'
import { meaningsOf } from '../../../src/bots/commands/ask/run-words.js'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { withSession } from '../../../src/bots/commands/session.js'
import { takeOrder } from '../../../src/bots/commands/take-order.js'
import { nameKey } from '../../../src/lib/name-key.js'
import { foundedCompany } from '../../support/company.js'
import { FIRST_PHRASINGS } from '../../unit/ask/phrasings-first.js'
import { FOURTH_PHRASINGS } from '../../unit/ask/phrasings-fourth.js'
import { LATER_PHRASINGS } from '../../unit/ask/phrasings-later.js'
import { SECOND_PHRASINGS } from '../../unit/ask/phrasings-second.js'
import { THIRD_PHRASINGS } from '../../unit/ask/phrasings-third.js'
import { meaning } from '../../unit/ask/reading.js'

// Every phrasing as people type it: without `report` before it, against the names of a company that is there, and found to be a question
// where a sentence could also be taken for a command.

const catalog = await loadCatalog()
const company = await foundedCompany(
  ['dana', 'tom', 'will'].map((name) => ({ name, roles: ['admin'] })),
  { at: '2026-11-23T09:00:00Z' },
)
const { dana = '', tom = '', will = '' } = company.staff
const who = { workspaceId: company.scope.workspaceId, staffId: dana, via: 'terminal' as const }
const deps = { db: company.db, catalog }
const say = (text: string, exact = false) => dispatch(deps, { who, input: { text, exact } })

async function done(text: string): Promise<void> {
  const { ok, reply } = await say(text)
  expect(ok, `${text}: ${reply.headline}`).toBe(true)
}

beforeAll(async () => {
  await company.change(async ({ prisma }) => {
    const called = (name: string) => ({ name, nameKey: nameKey(name) })
    await prisma.staff.updateMany({ where: { id: dana }, data: { ...called('Dana Reyes'), department: 'Marketing' } })
    await prisma.staff.updateMany({ where: { id: tom }, data: called('Tom Okafor') })
    await prisma.staff.updateMany({ where: { id: will }, data: called('Will Smith') })
    const accounts = await prisma.account.findMany({ where: { kind: 'expense' }, orderBy: { code: 'asc' }, take: 2 })
    for (const [n, name] of ['Marketing', 'Travel'].entries())
      await prisma.account.updateMany({ where: { id: accounts[n]?.id ?? '' }, data: called(name) })
  }, 'dana')
  for (const text of [
    'company new Acme country:DE city:London tag:vip',
    'company new Northwind',
    'company new "Blue Harbor Ltd"',
    'company new Globex roles:supplier',
    // What begins with a word of every sentence must not take it away.
    ...['The Body Shop', 'Open Systems', 'Top Tools', 'Overdue Ltd', 'Blue Ocean', 'Total'].map(
      (name) => `company new "${name}"`,
    ),
    'field new Segment of:deal type:choice choices:"Enterprise, Small"',
    'team new Berlin',
    'deal new "Acme renewal" company:Acme amount:50k tag:vip source:referral',
    'deal new "Second renewal" company:Acme amount:20k',
    'case new "Gateway offline" tag:vip',
    'task new "Call Acme"',
    'deal lose "Second renewal" reason:"too expensive"',
  ])
    await done(text)
  await company.change(({ prisma }) =>
    prisma.deal.updateMany({ where: { status: 'lost' }, data: { lostReason: 'Price' } }),
  )
})
afterAll(() => company.db.close())

const ALL = [...FIRST_PHRASINGS, ...SECOND_PHRASINGS, ...LATER_PHRASINGS, ...THIRD_PHRASINGS, ...FOURTH_PHRASINGS]

/** What is shown by the list of records itself where it is typed alone. */
const LISTED = ['my expenses']

test('every phrasing is a question as it is typed, and means what it should', async () => {
  const wrong: unknown[] = []
  await withSession(deps, who, async (session, read) => {
    for (const [words] of ALL) {
      const taken = await takeOrder(session, read, { text: words })
      const name = 'order' in taken ? taken.order.command.name : 'answer' in taken ? taken.answer.reply.headline : ''
      if (name !== 'report ask' && !LISTED.includes(words)) wrong.push([words, name])
    }
    // The earlier ones are read with given names beside this, in a tenth of the time.
    for (const [words, ...expected] of THIRD_PHRASINGS) {
      const { commands, left } = await meaningsOf(session.context, read, words)
      const [found, wanted] = [commands, expected].map((each) => each.map(meaning).sort())
      if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push([words, commands, left])
    }
  })
  expect(wrong).toEqual([])
}, 120_000)

test.each([
  ['open cases', 'report cases where status:!closed'],
  ['new contacts this week', 'report contacts where created:this-week'],
  ['trial balance', 'report trial-balance'],
  ['show me the balance sheet please', 'report balance-sheet'],
  ["what's the forecast", 'report forecast'],
  ['deals in Germany', 'report deals where company.country:DE'],
])('%s is answered, to who types and to who writes a mail', async (words, command) => {
  for (const exact of [false, true]) {
    const { ok, reply } = await say(words, exact)
    expect([ok, reply.notes?.join(' ')]).toEqual([true, expect.stringContaining(command)])
  }
})

test.each([
  ['company Acme', 'company show'],
  ['companies Blue Harbor Ltd', 'company show'],
  ['show me my deals', 'deal list'],
  ['tickets list breaching', 'case list'],
  ['deals next DEAL-1 Send the contract', 'deal next'],
  ['new contact "Ada Lovelace"', 'contact new'],
  ['won deal DEAL-1', 'deal win'],
  ['tasks done "Call Acme"', 'task done'],
  ['move deal DEAL-1 to:proposal', 'deal move'],
])('%s stays the command that it is', async (words, command) => {
  const taken = await withSession(deps, who, (session, read) => takeOrder(session, read, { text: words }))
  expect('order' in taken ? taken.order.command.name : taken).toEqual(expect.stringContaining(command))
})

test.each([
  ['deals of Open Systems', ['report deals where company:"Open Systems"']],
  ['open deals of The Body Shop', ['report deals where company:"The Body Shop" status:open']],
  ['deals of Total', ['report deals where company:Total']],
  ['deals of Will', ['report deals where owner:"Will Smith"']],
  ['will deals close this month', ['report deals where status:open close:this-month']],
  ['deals of Blue', ['report deals where company:blue']],
])('the names in “%s” are read', async (words, expected) => {
  const read = await withSession(deps, who, ({ context }, scope) => meaningsOf(context, scope, words))
  expect(read.commands).toEqual(expected)
})

test('a name that several have is asked about', async () => {
  const { ok, reply } = await say('deals of Blue')
  expect([ok, reply.headline]).toEqual([false, expect.stringMatching(/Blue Harbor Ltd.*Blue Ocean.*say which/)])
})

test('a kind of record and something that is not understood says which word that is, and does nothing', async () => {
  const { ok, reply } = await say('deals of Zaphod Beeblebrox')
  expect([ok, reply.headline]).toEqual([false, expect.stringContaining('zaphod beeblebrox')])
})

test('what can’t be answered says why, with a button for what can', async () => {
  const { ok, reply } = await say('quotes accepted last month')
  expect([ok, reply.headline]).toEqual([false, expect.stringMatching(/don’t know when quotes were accepted/)])
  expect(reply.actions?.map(({ label }) => label)).toContain('report quotes where status:accepted date:last-month')
})
