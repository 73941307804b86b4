import postgres from 'postgres'
import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import type { PlainTable } from '../../../src/domain/close/proof-json.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { accrue } from '../../../src/domain/ledger/accrue.js'
import { insertDraft } from '../../../src/domain/ledger/draft-accrual-store.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { postRevaluation } from '../../../src/domain/ledger/post-revaluation.js'
import { postDueSeries, recurJournal } from '../../../src/domain/ledger/recur-journal.js'
import { sealEntries } from '../../../src/domain/ledger/seal-entries.js'
import { receiveBill } from '../../../src/domain/payables/receive-bill.js'
import { money } from '../../../src/lib/money.js'
import { entry } from '../../support/books.js'
import { closeWorld } from './close-world.js'

const MONTH = '2026-10'
// Two days before the month ends: deals are won in it, and its close is open already.
const world = await closeWorld('2026-10-30T09:00:00Z')
const deps = { db: world.db, catalog: await loadCatalog() }

async function ask(name: string, text: string) {
  const who = { workspaceId: world.scope.workspaceId, staffId: world.staff[name] ?? '', via: 'terminal' as const }
  const first = await dispatch(deps, { who, input: { text } })
  const { ok, reply } = first.confirm ? await dispatch(deps, { who, input: { action: first.confirm } }) : first
  return { ok, reply, said: JSON.stringify(reply, (_, value) => (typeof value === 'bigint' ? String(value) : value)) }
}

/** Each must be done. */
async function say(name: string, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    const { ok, said } = await ask(name, text)
    expect(ok, `${text}: ${said}`).toBe(true)
  }
}

type Proof = { passed: boolean; summary: string; proof: PlainTable }

/** What a check says after all that happened so far, with its rows. */
async function proof(check: string): Promise<{ passed: boolean; says: string; rows: PlainTable['rows'] }> {
  await world.work()
  const [row] = await world.read(
    ({ sql }) => sql<Proof[]>`
      select passed, summary, proof from check_result where check_name = ${check} order by at desc, id desc limit 1`,
  )
  return { passed: row?.passed ?? false, says: row?.summary ?? 'never asked', rows: row?.proof.rows ?? [] }
}

const state = async (key: string) => (await world.states(MONTH))[key]

const post = (memo: string, date: string, lines: Record<string, string>, over: object = {}) =>
  world.change(async (tx) => {
    const made = await entry(tx, date, memo, lines, over)
    await postEntries(tx, [made])
    await tx.outbox('journal.posted', { entryId: made.id })
    return made
  })

await world.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR' }))
await world.openMonth(MONTH)

test('a deal won in the month reopens the task until it is billed, or its reviewer lets it pass as it stands', async () => {
  expect(await proof('won-deals-invoiced')).toMatchObject({ passed: true })
  expect(await state('won-deals')).toBe('approved')
  await say('sally', 'deal new Roof company:Acme amount:1000', 'deal win Roof')
  expect(await proof('won-deals-invoiced')).toEqual({
    passed: false,
    says: '1 won in 2026-10 without an invoice: DEAL-1.',
    rows: [{ deal: 'DEAL-1', company: 'Acme', won: '2026-10-30', amount: '1000.00 EUR' }],
  })
  expect(await state('won-deals')).toBe('ready')
  await say('sally', 'deal invoice DEAL-1')
  await say('fay', 'invoice issue DRAFT-1')
  expect(await proof('won-deals-invoiced')).toMatchObject({ passed: true })
  await say('sally', 'deal new Gutter company:Acme amount:200', 'deal win Gutter')
  expect(await proof('won-deals-invoiced')).toMatchObject({ passed: false, rows: [{ deal: 'DEAL-2' }] })

  const task = await world.ref(MONTH, 'won-deals')
  expect((await ask('max', `close excuse ${task} row:DEAL-2 reason:Later`)).said).toContain('somebody else')
  expect((await ask('carl', `close excuse ${task} row:DEAL-9 reason:Later`)).said).toContain('They are: DEAL-2')
  await say('carl', `close excuse ${task} row:DEAL-2 reason:"Won on the last day, billed in November"`)
  expect(await proof('won-deals-invoiced')).toMatchObject({
    passed: true,
    says: 'Every deal won in 2026-10 is invoiced. (1 excused)',
    rows: [{ deal: 'DEAL-2', excused: 'Won on the last day, billed in November (Carl)' }],
  })
  expect(await state('won-deals')).toBe('approved')
  await say('sally', 'deal set DEAL-2 amount:900')
  expect(await proof('won-deals-invoiced')).toMatchObject({ passed: false, rows: [{ amount: '900.00 EUR' }] })
  expect(await state('won-deals')).toBe('ready')
  await say('carl', `close excuse ${task} row:DEAL-2 reason:"Still billed in November"`)
  expect(await proof('won-deals-invoiced')).toMatchObject({ passed: true })
  await say('carl', `close unexcuse ${task} row:DEAL-2`)
  expect(await proof('won-deals-invoiced')).toMatchObject({ passed: false })
})

test('what was delivered by the month’s end and not billed is named, and only that', async () => {
  await say('sally', 'deal line DEAL-2 text:Gutter price:900 quantity:1 delivery:2026-11-20')
  expect(await proof('delivered-billed')).toMatchObject({ passed: true })
  await say('sally', 'deal line DEAL-2 number:1 delivery:2026-10-20')
  expect(await proof('delivered-billed')).toMatchObject({
    passed: false,
    rows: [{ deal: 'DEAL-2', delivered: '900.00 EUR', billed: '0.00 EUR', open: '900.00 EUR' }],
  })
  await say('sally', 'deal invoice DEAL-2')
  await say('fay', 'invoice issue DRAFT-2')
  expect(await proof('delivered-billed')).toMatchObject({ passed: true })
  expect(await state('deliveries')).toBe('approved')
  await say('sally', 'deal line DEAL-2 text:Downpipe price:50 quantity:2 delivery:2026-10-25')
  expect(await proof('delivered-billed')).toMatchObject({ passed: false, rows: [{ open: '100.00 EUR' }] })
  expect(await state('deliveries')).toBe('ready')
})

test('suspense at the month’s end, and a late posting to it', async () => {
  expect(await proof('suspense-zero')).toMatchObject({ passed: true })
  await post('Who paid this?', '2026-10-15', { '1800': '75.00', '1460': '-75.00' })
  expect(await proof('suspense-zero')).toMatchObject({
    passed: false,
    says: '-75.00 EUR in suspense: say what it is by an entry.',
    rows: [{ last: 'Who paid this?', balance: '-75.00 EUR' }],
  })
  await post('The insurer', '2026-10-16', { '1460': '75.00', '4830': '-75.00' })
  expect(await proof('suspense-zero')).toMatchObject({ passed: true })
  await post('And this?', '2026-11-02', { '1800': '5.00', '1460': '-5.00' })
  expect(await proof('suspense-zero')).toMatchObject({ passed: true })
  await post('And that?', '2026-10-31', { '1800': '6.00', '1460': '-6.00' })
  expect(await proof('suspense-zero')).toMatchObject({ passed: false, rows: [{ balance: '-6.00 EUR' }] })
})

test('a recurring entry that is due and not posted', async () => {
  expect(await proof('recurring-posted')).toMatchObject({ passed: true })
  const rent = (memo: string) =>
    world.change(async (tx) => {
      const lines = [
        { account: '6310', amount: money(800_00n, 'EUR') },
        { account: '1800', amount: money(-800_00n, 'EUR') },
      ]
      await recurJournal(tx, { memo, lines, date: '2026-10-28', every: 'month', endsOn: null })
      await tx.outbox('journal.posted', {})
    })
  await rent('Rent')
  expect(await proof('recurring-posted')).toMatchObject({
    passed: false,
    rows: [{ ref: 'RJ-1', memo: 'Rent', due: '2026-10-28', amount: '800.00 EUR' }],
  })
  const postAll = () => postDueSeries((work) => world.change(work), '2026-10-31')
  await postAll()
  expect(await proof('recurring-posted')).toMatchObject({ passed: true })
  expect(await state('recurring')).toBe('approved')
  await rent('Garage')
  expect(await proof('recurring-posted')).toMatchObject({ passed: false, rows: [{ ref: 'RJ-2' }] })
  expect(await state('recurring')).toBe('ready')
})

test('an expense of the month that nobody approved', async () => {
  expect(await proof('expenses-approved')).toMatchObject({ passed: true })
  await say('fay', 'expense new Taxi amount:34.50 category:travel date:2026-10-12')
  expect(await proof('expenses-approved')).toMatchObject({
    passed: false,
    rows: [{ ref: 'EXP-1', total: '34.50 EUR' }],
  })
  await say('fay', 'expense void EXP-1')
  expect(await proof('expenses-approved')).toMatchObject({ passed: true })
  await say('fay', 'expense new Train amount:80 category:travel date:2026-10-29')
  expect(await proof('expenses-approved')).toMatchObject({ passed: false, rows: [{ ref: 'EXP-2' }] })
})

test('foreign money without a rate, at another than the closing one, revalued, and moved again', async () => {
  const dollars = (minor: bigint, baseMinor: bigint, date: string) =>
    world.change(async (tx) => {
      const made = await entry(tx, date, 'Dollars', { '1600': '1.00', '6310': '-1.00' })
      const [to, from] = made.postings
      if (!to || !from) throw new Error('an entry has two postings')
      const side = (posting: typeof to, sign: bigint) => ({
        ...posting,
        amount: money(sign * minor, 'USD'),
        baseMinor: sign * baseMinor,
      })
      await postEntries(tx, [{ ...made, postings: [side(to, 1n), side(from, -1n)] }])
      await tx.outbox('journal.posted', { entryId: made.id })
    })
  expect(await proof('fx-revalued')).toMatchObject({ passed: true })
  await dollars(100_00n, 90_00n, '2026-10-10')
  expect(await proof('fx-revalued')).toMatchObject({ passed: false, says: expect.stringContaining('No rate of USD') })
  const rate = { currency: 'USD', date: '2026-10-31', kind: 'closing', rate: '0.95', source: 'manual' } as const
  await world.change((tx) => putRate(tx, rate))
  expect(await proof('fx-revalued')).toMatchObject({
    passed: false,
    rows: [{ held: '100.00 USD', carried: '90.00 EUR', worth: '95.00 EUR', difference: '5.00 EUR' }],
  })
  await world.change((tx) => postRevaluation(tx, MONTH, 'EUR'))
  expect(await proof('fx-revalued')).toMatchObject({ passed: true, rows: [{ difference: '0.00 EUR' }] })
  await dollars(10_00n, 9_00n, '2026-10-11')
  expect(await proof('fx-revalued')).toMatchObject({ passed: false, rows: [{ difference: '0.50 EUR' }] })
})

test('an entry that moves a tax account without a tax code, until it is taken back', async () => {
  expect(await proof('tax-ties')).toMatchObject({ passed: true })
  const made = await post('Rounding of taxes', '2026-10-20', { '3806': '3.00', '6857': '-3.00' })
  expect(await proof('tax-ties')).toMatchObject({ passed: false, rows: [{ amount: '3.00 EUR', date: '2026-10-20' }] })
  await post(
    'Taken back',
    '2026-10-20',
    { '3806': '-3.00', '6857': '3.00' },
    { source: 'reversal', reversesId: made.id },
  )
  expect(await proof('tax-ties')).toMatchObject({ passed: true })
  await post('Again', '2026-10-21', { '3806': '4.00', '6857': '-4.00' })
  expect(await proof('tax-ties')).toMatchObject({ passed: false, rows: [{ amount: '4.00 EUR' }] })
})

test('a bill that came after the month for a service in it, until the month has an accrual of it', async () => {
  const supplier = await world.change((tx) =>
    createCompany(tx, { name: 'Bellwether', currency: 'EUR', roles: ['supplier'] }),
  )
  const bill = (number: string, days: { from: string; to: string }) =>
    world.change(async (tx) => {
      const line = { description: 'Audit', unitPriceMinor: 400_00n, account: '6825' }
      const lines = [{ ...line, serviceFrom: days.from, serviceTo: days.to }]
      await receiveBill(tx, { companyId: supplier.id, number, billDate: '2026-11-05', lines })
    })
  await bill('N-1', { from: '2026-11-01', to: '2026-11-30' })
  expect(await proof('late-bills-accrued')).toMatchObject({ passed: true })
  await bill('N-2', { from: '2026-10-01', to: '2026-10-31' })
  expect(await proof('late-bills-accrued')).toMatchObject({
    passed: false,
    rows: [{ bill: 'BILL-2', supplier: 'Bellwether', dated: '2026-11-05', net: '400.00 EUR' }],
  })
  const cost = { account: '6825', amount: money(400_00n, 'EUR'), month: MONTH }
  await world.change((tx) => accrue(tx, { ...cost, memo: 'Audit', companyId: supplier.id }, 'EUR'))
  expect(await proof('late-bills-accrued')).toMatchObject({ passed: true })
  const other = await world.change((tx) => createCompany(tx, { name: 'Notary', currency: 'EUR', roles: ['supplier'] }))
  await world.change(async (tx) => {
    const lines = [{ description: 'Deed', unitPriceMinor: 90_00n, account: '6825' }]
    await receiveBill(tx, { companyId: other.id, number: 'D-1', billDate: '2026-11-03', taxPoint: '2026-10-30', lines })
  })
  expect(await proof('late-bills-accrued')).toMatchObject({
    passed: false,
    rows: [{ supplier: 'Notary', net: '90.00 EUR' }],
  })
})

test('a large move waits for a word, which holds until the account moves again', async () => {
  await post('A year of hosting', '2026-10-18', { '6837': '5000.00', '1800': '-5000.00' })
  const large = await proof('flux-explained')
  expect(large).toMatchObject({ passed: false })
  expect(large.rows).toContainEqual(
    expect.objectContaining({
      account: '6837 Software und Hosting',
      now: '-5000.00 EUR',
      last: '0.00 EUR',
      far: 'last period',
    }),
  )
  expect((await ask('fay', 'close flux')).said).toContain('Explain 6837')
  const open = () =>
    world.read(
      ({ sql }) => sql<{ proof: PlainTable; passed: boolean }[]>`
    select proof, passed from check_result where check_name = 'flux-explained' order by at desc, id desc limit 1`,
    )
  const accounts = large.rows.map(({ account }) => String(account).split(' ')[0] ?? '')
  for (const account of accounts) await say('fay', `close explain ${account} why:"It is all right"`)
  expect(await proof('flux-explained')).toMatchObject({ passed: true })
  expect((await open())[0]?.proof.rows[0]).toMatchObject({ said: 'It is all right' })
  await post('More hosting', '2026-10-19', { '6837': '10.00', '1800': '-10.00' })
  expect(await proof('flux-explained')).toMatchObject({ passed: false, rows: [{ now: '-5010.00 EUR' }] })
  expect((await ask('carl', 'close flux')).said).toContain('it has moved since')
})

test('balances that are not their postings: nobody can excuse that', async () => {
  await bulkWorkspace(world.db, world.scope, sealEntries)
  await world.change((tx) => tx.outbox('close.check', {}))
  expect(await proof('sealed-balances')).toMatchObject({ passed: true })
  // As somebody at the server could, past every rule of ours.
  const tamper = async (by: number) => {
    const admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined })
    await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`update balance b set amount_minor = amount_minor + ${by} from account a, period p
        where a.id = b.account_id and a.code = '6837' and p.id = b.period_id and p.ends_on = '2026-10-31'`
    })
    await admin.end()
    await world.change((tx) => tx.outbox('close.check', {}))
  }
  // Whatever else may be off by a little.
  await say('ada', 'settings set close-tolerance value:1.00')
  await tamper(1)
  expect(await proof('sealed-balances')).toMatchObject({
    passed: false,
    rows: [{ account: '6837 Software und Hosting', kept: '5010.01 EUR', proved: '5010.00 EUR' }],
  })
  const refused = await ask('ada', `close excuse ${await world.ref(MONTH, 'books')} row:"6837 EUR" reason:no`)
  expect(refused.said).toContain('nobody may excuse')
  await tamper(-1)
  expect(await proof('sealed-balances')).toMatchObject({ passed: true })
  await say('ada', 'settings set close-tolerance clear:yes')
})

test('an amount that somebody said and nobody accrued, until it is posted or dropped', async () => {
  expect(await proof('no-drafts-in-period')).toMatchObject({ passed: true })
  const said = { month: MONTH, memo: 'Temps', accountCode: '6825', amount: money(300_00n, 'EUR') }
  await world.change((tx) => insertDraft(tx, said))
  expect(await proof('no-drafts-in-period')).toMatchObject({
    passed: false,
    rows: [{ ref: 'DRA-1', what: 'Accrual to be posted: Temps', date: '2026-10-31', total: '300.00 EUR' }],
  })
  await say('fay', 'accrual post DRA-1')
  expect(await proof('no-drafts-in-period')).toMatchObject({ passed: true })
  await world.change((tx) => insertDraft(tx, said))
  expect(await state('invoices')).toBe('approved')
  expect(await proof('no-drafts-in-period')).toMatchObject({ passed: false })
  expect(await state('invoices')).toBe('ready')
  await say('fay', 'accrual drop DRA-2')
  expect(await proof('no-drafts-in-period')).toMatchObject({ passed: true })
})

test.each([
  { check: 'receivables-tie', task: 'receivables', account: '1200', name: 'Receivables', owed: '-10.00' },
  { check: 'payables-tie', task: 'payables', account: '3300', name: 'Payables', owed: '10.00' },
])(
  '$check: an entry that no open item tells of, in the month and after it',
  async ({ check, task, account, ...it }) => {
    const document = await world.change(async ({ prisma }) =>
      account === '1200'
        ? prisma.invoice.findFirstOrThrow().then(({ id, companyId }) => ({ invoiceId: id, companyId }))
        : prisma.bill
            .findFirstOrThrow({ where: { companyId: { not: null } } })
            .then(({ id, companyId }) => ({ billId: id, companyId: companyId ?? '' })),
    )
    /** No command posts it: what no open item tells of came past them. */
    const stray = (date: string, sign: '' | '-') =>
      world.change(async (tx) => {
        const made = await entry(tx, date, 'Stray', {
          [account]: `${sign}10.00`,
          '6855': `${sign === '' ? '-' : ''}10.00`,
        })
        const postings = made.postings.map((posting, at) => (at === 0 ? { ...posting, ...document } : posting))
        await postEntries(tx, [{ ...made, postings }])
        await tx.outbox('journal.posted', { entryId: made.id })
      })
    expect(await proof(check)).toMatchObject({ passed: true })
    // Nothing comes before it here, so that its check alone moves it.
    await world.change(async ({ prisma }) => {
      await prisma.closeTaskDependency.deleteMany({ where: { task: { key: task } } })
      await prisma.closeTask.updateMany({ where: { key: task }, data: { state: 'ready' } })
    })
    await world.change((tx) => tx.outbox('close.check', {}))
    await world.work()
    expect(await state(task)).toBe('approved')
    // A fault of November is no news of October.
    await stray('2026-11-01', '')
    expect(await proof(check)).toMatchObject({ passed: true })
    expect(await state(task)).toBe('approved')
    await stray('2026-10-30', '')
    expect(await proof(check)).toMatchObject({
      passed: false,
      says: `${it.name} are off their control account by ${it.owed} EUR.`,
      rows: [{ currency: 'EUR', difference: `${it.owed} EUR` }],
    })
    expect(await state(task)).toBe('ready')
    await stray('2026-10-31', '-')
    expect(await proof(check)).toMatchObject({ passed: true, rows: [{ difference: '0.00 EUR' }] })
    expect(await state(task)).toBe('approved')
  },
)

test('why it is not closed: the path, the rows, the day, and what is new', async () => {
  const { reply } = await ask('carl', 'close why')
  expect(reply.headline).toBe(
    'October 2026 waits for TASK-2610-8 Collect outstanding expenses from the departments (Tokyo): likely done on 4 Nov 2026',
  )
  const { path, finishOn, checks } = reply.data as {
    path: { task: string; title: string; finishOn: string }[]
    finishOn: string
    checks: { check: string; rows: { row: string }[] }[]
  }
  // From Friday: each that people do takes a working day, what proves itself none.
  expect(path.map(({ title, finishOn: on }) => `${on} ${title}`)).toEqual([
    '2026-11-02 Collect outstanding expenses from the departments',
    '2026-11-03 Accrue costs that have no bill yet',
    '2026-11-03 Bills that came late are accrued',
    '2026-11-03 Explain large moves in profit and loss',
    '2026-11-03 Sealed balances equal the postings',
    '2026-11-04 Sign off the month',
  ])
  expect(finishOn).toBe('2026-11-04')
  expect(checks.find(({ check }) => check === 'suspense-zero')?.rows).toEqual([{ row: '1460', amount: '-6.00 EUR' }])
  expect(reply.sections?.map(({ title }) => title)).toContain('Since yesterday')
  // A department hears how far it is, and nothing of the books.
  expect((await ask('tokyo', 'close why')).said).not.toContain('suspense')
})
