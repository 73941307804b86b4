import { expect, it } from 'vitest'
import { findBankAccounts } from '../../../src/domain/banking/bank-account-store.js'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { addAccounts, getAccountFor } from '../../../src/domain/ledger/account-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { bankDesk } from '../../support/bank-desk.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const desk = await bankDesk()
const { books, say, bring, click, invoice, open, faults } = desk
const nordwind = await books.customer('Nordwind')
const acme = await books.customer('Acme')
const run = () => matchOpenLines(books.db, { ...books.scope, via: 'job' })

let balance = 0
let day = 10
/** A statement of one day that foots, with these entries; the next one follows on it. */
const statement = (...entries: Omit<Parameters<typeof camtEntry>[0], 'date'>[]) => {
  day += 1
  const date = `2026-11-${day}`
  const opening = balance
  balance += entries.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)
  const text = (cents: number) => (cents / 100).toFixed(2)
  return bring(
    `day-${day}.xml`,
    camt({
      opening: text(opening),
      closing: text(balance),
      from: date,
      to: date,
      entries: entries.map((e) => camtEntry({ ...e, date })).join(''),
    }),
  )
}
const lines = async (which = 'open') =>
  ((await say(`bank lines ${which}`)).reply.data as { lines: { line: string; amount: string }[] }).lines
const newest = async () => (await lines())[0]?.line ?? ''

it('records what is named or known for certain, and leaves the rest to people', async () => {
  const [first, second, third] = [
    await invoice(nordwind, 100_000n),
    await invoice(nordwind, 50_000n),
    await invoice(acme, 50_000n),
  ]
  await statement(
    { amount: '1190.00', name: 'Nordwind', iban: 'DE02120300000000202051', text: `Re ${first.replaceAll('-', ' ')}` },
    { amount: '595.00', name: 'Somebody', text: 'thanks' },
    { amount: '595.00', name: 'ACME', text: 'november' },
  )
  const { matched, failed } = await run()
  expect(failed).toEqual([])
  expect(matched.map(({ reason }) => reason)).toEqual([
    `It names ${first}.`,
    expect.stringContaining(`${third} of Acme has just this amount open`) as unknown,
  ])
  expect([await open(first), await open(second), await open(third)]).toEqual(['0', '59500', '0'])
  // Now that Acme's is paid, one document is left that the stranger's money fits; still nobody knows who it is from.
  expect((await run()).matched).toEqual([])
  const shown = await say(`bank show ${await newest()}`)
  expect(shown.reply.data).toMatchObject({ candidates: [{ by: 'guess', certain: false }] })
  expect((await click(shown, second)).reply.headline).toContain(`is matched: ${second} of Nordwind`)
  expect(await open(second)).toBe('0')
  expect(await faults()).toEqual([])
})

it('takes a match back with all it recorded, and can match it again', async () => {
  const number = await invoice(nordwind, 20_000n)
  await statement({ amount: '238.00', name: 'Nordwind', text: number })
  const line = await newest()
  expect((await say(`bank match ${line}`)).ok).toBe(true)
  expect(await open(number)).toBe('0')
  expect((await say('undo')).reply.headline).toBe(`${line} is open again`)
  expect(await open(number)).toBe('23800')
  expect(await faults()).toEqual([])
  expect((await say(`bank match ${line}`)).ok).toBe(true)
  expect((await say(`bank match ${line}`)).reply.headline).toContain('is matched already')
})

it('asks about a small lack, and books it as the fee that somebody says it is', async () => {
  const number = await invoice(acme, 100_000n)
  await statement({ amount: '1185.00', name: 'Acme', text: number })
  const shown = await say(`bank show ${await newest()}`)
  expect((await run()).matched).toEqual([])
  expect((await click(shown, 'is the bank’s fee')).ok).toBe(true)
  expect(await open(number)).toBe('0')
  expect(await faults()).toEqual([])
})

it('holds on account what no document takes, and pays several from one line', async () => {
  const [a, b] = [await invoice(acme, 10_000n), await invoice(acme, 20_000n)]
  await statement({ amount: '400.00', name: 'X', text: 'x' }, { amount: '50.00', name: 'Y', text: 'y' })
  const [y, x] = await lines()
  expect((await say(`bank match ${x?.line} to:"${a} ${b}"`)).ok).toBe(true)
  expect([await open(a), await open(b)]).toEqual(['0', '0'])
  expect((await say(`bank match ${y?.line} company:Nordwind`)).reply.headline).toContain('on account of Nordwind')
  expect(await faults()).toEqual([])
})

it('grosses a payout up: invoices of two customers less a fee, and takes all of it back', async () => {
  const [a, b] = [await invoice(acme, 10_000n), await invoice(nordwind, 20_000n)]
  await statement({ amount: '350.00', name: 'Stripe', text: 'payout' })
  const line = await newest()
  expect((await say(`bank match ${line} to:"${a} ${b}"`)).reply.headline).toMatch(/7.00 EUR more than .*rest:fee/)
  const matched = await say(`bank match ${line} to:"${a} ${b}" rest:fee`)
  expect(matched.reply.headline).toContain(`${a}, ${b} of 2 companies, less a fee`)
  expect([await open(a), await open(b)]).toEqual(['0', '0'])
  expect(await faults()).toEqual([])
  await say('undo')
  expect([await open(a), await open(b)]).toEqual(['11900', '23800'])
  expect(await faults()).toEqual([])
})

it('finds what was recorded by hand before the bank told of it, and records nothing twice', async () => {
  const number = await invoice(nordwind, 30_000n)
  const preview = await say(`invoice pay ${number} date:2026-11-14`)
  await click(preview, 'Record')
  await statement({ amount: '357.00', name: 'Nordwind' })
  expect((await run()).matched).toMatchObject([
    { reason: expect.stringMatching(/^PAY-\d+ of 14 Nov 2026 is in the books/) as unknown },
  ])
  const [row] = await books.read(
    ({ sql, scope }) =>
      sql`select count(*)::int as n from payment where workspace_id = ${scope.workspaceId} and amount_minor = 35700`,
  )
  expect(row).toEqual({ n: 1 })
})

it('opens the invoice again when the bank returns its payment', async () => {
  const number = await invoice(nordwind, 40_000n)
  await statement({ amount: '476.00', name: 'Nordwind', iban: 'DE02120300000000202051', text: number })
  await run()
  expect(await open(number)).toBe('0')
  const back = { amount: '-476.00', name: 'Nordwind', iban: 'DE02120300000000202051', text: 'returned' }
  day += 1
  const date = `2026-11-${day}`
  const entry = camtEntry({ ...back, date }).replace('<TxDtls>', '<TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>')
  await bring('return.xml', camt({ entries: entry, from: date, to: date }))
  expect((await run()).matched).toMatchObject([{ reason: expect.stringMatching(/^The bank returns PAY-/) as unknown }])
  expect(await open(number)).toBe('47600')
  expect(await faults()).toEqual([])
})

it('pairs transfers between own accounts over money in transit', async () => {
  await books.change((tx) => addAccounts(tx, [{ code: '1810', name: 'Savings', kind: 'asset', purpose: 'cash' }]))
  await say('bank add Savings number:DE75512108001245126199 account:1810')
  const out = camtEntry({ amount: '-100.00', date: '2026-11-20', name: 'We', iban: 'DE75512108001245126199' })
  await bring('out.xml', camt({ entries: out, from: '2026-11-20', to: '2026-11-20' }))
  const into = camtEntry({ amount: '100.00', date: '2026-11-21', name: 'We', iban: 'DE89370400440532013000' })
  await bring(
    'in.xml',
    camt({ entries: into, account: 'DE75512108001245126199', from: '2026-11-21', to: '2026-11-21' }),
  )
  expect((await run()).matched).toHaveLength(2)
  const [transit] = await books.read(
    ({ sql }) => sql<{ minor: string }[]>`
    select coalesce(sum(p.base_minor), 0)::text as minor from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
    where a.purpose = 'money-in-transit'`,
  )
  expect(transit?.minor).toBe('0')
})

it('pairs them by amount and day where the bank names no account, and says when one side never comes', async () => {
  const own = (amount: string, date: string) => camtEntry({ amount, date, name: 'Lindenhof' })
  const on = (name: string, entries: string, date: string, account?: string) =>
    bring(name, camt({ entries, from: date, to: date, ...(account ? { account } : {}) }))
  await on('out2.xml', own('-77.00', '2026-11-22'), '2026-11-22')
  expect((await run()).matched).toEqual([])
  await on('in2.xml', own('77.00', '2026-11-23'), '2026-11-23', 'DE75512108001245126199')
  const { matched } = await run()
  expect(matched.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^LINE-\d+ on Savings is the same amount the other way/) as unknown,
    expect.stringMatching(/^LINE-\d+ on Main/) as unknown,
  ])
  await on('out3.xml', own('-5.00', '2026-11-24'), '2026-11-24')
  const line = await newest()
  await say(`bank transfer ${line}`)
  const alone = async (day: string) =>
    ((await say(`bank reconcile Main asof:${day}`)).reply.data as { alone: string[] }).alone
  expect(await alone('2026-11-25')).toEqual([])
  expect(await alone('2026-12-01')).toEqual([line])
  expect(await faults()).toEqual([])
})

it('learns where lines like this go: noted once, proposed the second time, done by itself once a controller lets it', async () => {
  const fee = { amount: '-9.52', name: 'Sparkasse', text: 'Entgelt' }
  await statement(fee)
  expect((await say(`bank post ${await newest()} account:6855`)).ok).toBe(true)
  await statement({ ...fee, text: 'Entgelt Dezember' })
  expect((await say(`bank show ${await newest()}`)).reply.data).toMatchObject({ candidates: [] })
  expect((await say(`bank post ${await newest()} account:6855`)).ok).toBe(true)
  await statement({ ...fee, text: 'Entgelt Januar' })
  expect((await run()).matched).toEqual([])
  const shown = await say(`bank show ${await newest()}`)
  expect(shown.reply.data).toMatchObject({ candidates: [{ by: 'rule', certain: false }] })
  expect((await say('bank promote RULE-1')).ok).toBe(false)
  expect((await say('bank promote RULE-1', desk.controller)).reply.headline).toContain('by itself from now on')
  expect((await run()).matched).toMatchObject([
    { reason: expect.stringContaining('RULE-1 posts lines like this') as unknown },
  ])
})

/** What the line came to in the books. */
const postedOf = (line: string) =>
  books.read(async ({ sql, scope }) => {
    const rows = await sql<{ code: string; minor: string }[]>`
      select a.code, p.amount_minor::text as minor from posting p
      join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      join bank_match m on m.workspace_id = p.workspace_id and m.entry_id = p.entry_id
      join bank_line l on l.workspace_id = m.workspace_id and l.id = m.line_id and l.ref = ${line}
      where p.workspace_id = ${scope.workspaceId} order by p.line`
    return rows.map(({ code, minor }) => [code, Number(minor)])
  })

it.each([
  [
    'takes the tax out of what is posted with a code',
    '119.00',
    '4400 tax:S',
    [
      [4400, -10_000],
      [3806, -1_900],
    ],
  ],
  [
    'takes back what a purchase holds',
    '-119.00',
    '6837 tax:S',
    [
      [6837, 10_000],
      [1406, 1_900],
    ],
  ],
  [
    'leaves with the cost what nobody gets back',
    '-119.00',
    '6837 tax:SN',
    [
      [6837, 10_000],
      [6837, 1_900],
    ],
  ],
  [
    'assesses tax on all of what is paid under reverse charge',
    '-100.00',
    '6837 tax:AE',
    [
      [6837, 10_000],
      [1406, 1_900],
      [3806, -1_900],
    ],
  ],
])('%s', async (_what, amount, where, rest) => {
  await statement({ amount, name: 'Kiosk', text: 'on the card' })
  const line = await newest()
  expect((await say(`bank post ${line} account:${where}`)).ok).toBe(true)
  expect(await postedOf(line)).toEqual([
    ['1800', Number(amount) * 100],
    ...rest.map(([code, minor]) => [String(code), minor]),
  ])
  expect(await faults()).toEqual([])
})

it('matches nothing by itself of a statement that does not foot, and sets aside with a reason', async () => {
  const number = await invoice(nordwind, 70_000n)
  const entry = camtEntry({ amount: '833.00', date: '2026-11-25', name: 'Nordwind', text: number })
  await bring(
    'off.xml',
    camt({ opening: '1.00', closing: '2.00', entries: entry, from: '2026-11-25', to: '2026-11-25' }),
  )
  expect((await run()).matched).toEqual([])
  const line = await newest()
  expect((await say(`bank aside ${line} reason:"the bank’s mistake"`)).reply.headline).toContain('is set aside')
  expect(await open(number)).toBe('83300')
  expect((await say(`bank match ${line}`)).reply.headline).toContain('set aside already')
  expect((await say(`bank unmatch ${line}`)).ok).toBe(true)
  expect((await say(`bank match ${line}`)).ok).toBe(true)
})

it('pays a bill by the end-to-end id of our payment file', async () => {
  const { id, party } = await books.change(async (tx) => {
    const supplier = await createCompany(tx, { name: 'Hosting Ltd', currency: 'EUR' })
    const account = await getAccountFor(tx, 'software')
    const payable = await getAccountFor(tx, 'payable')
    const { workspaceId } = tx.scope
    const billId = tx.newId()
    const entryId = tx.newId()
    const head = {
      workspaceId,
      id: billId,
      ref: 'BILL-900',
      currency: 'EUR',
      companyId: supplier.id,
      status: 'received',
    }
    const dates = {
      billDate: new Date('2026-11-02'),
      dueDate: new Date('2026-11-16'),
      postingDate: new Date('2026-11-02'),
    }
    await tx.prisma.bill.create({ data: { ...head, ...dates, netMinor: 5_000n, totalMinor: 5_000n } })
    const amount = { minor: 5_000n, currency: 'EUR' }
    const owed = { companyId: supplier.id, billId }
    await postEntries(tx, [
      {
        id: entryId,
        date: '2026-11-02',
        source: 'bill',
        memo: 'Hosting',
        idempotencyKey: `test:${entryId}`,
        postings: [
          { accountId: account.id, amount },
          { accountId: payable.id, amount: { ...amount, minor: -5_000n }, ...owed },
        ],
      },
    ])
    await tx.prisma.bill.updateMany({
      where: { workspaceId, id: billId },
      data: { status: 'posted', entryId, openMinor: 5_000n, baseOpenMinor: 5_000n },
    })
    const [bank] = await findBankAccounts(tx)
    const payee = {
      workspaceId,
      id: tx.newId(),
      holder: 'Hosting Ltd',
      number: 'DE02100500000054540402',
      source: 'letter',
      state: 'verified',
    }
    await tx.prisma.payee.create({ data: { ...payee, companyId: supplier.id } })
    const run = {
      workspaceId,
      id: tx.newId(),
      ref: 'RUN-900',
      payOn: new Date('2026-11-16'),
      currency: 'EUR',
      totalMinor: 5_000n,
      record: 'statement',
    }
    await tx.prisma.paymentRun.create({ data: { ...run, state: 'approved', bankAccountId: bank?.id ?? '' } })
    const item = {
      workspaceId,
      id: tx.newId(),
      position: 1,
      amountMinor: 5_000n,
      endToEndId: 'RUN900-1-BILL900',
      remittance: 'x',
    }
    await tx.prisma.paymentRunItem.create({ data: { ...item, runId: run.id, billId, payeeId: payee.id } })
    return { id: billId, party: supplier.id }
  })
  await statement({ amount: '-50.00', name: 'H Ltd', text: 'x', endToEnd: 'RUN900-1-BILL900' })
  expect((await run()).matched).toMatchObject([{ reason: 'It names BILL-900.' }])
  const [bill] = await books.read(({ sql }) => sql`select status, company_id as party from bill where id = ${id}`)
  expect(bill).toEqual({ status: 'paid', party })
  expect(await faults()).toEqual([])
})
