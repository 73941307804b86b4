import { beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer, Input } from '../../../src/bots/commands/request.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import type { Scope } from '../../../src/db/scope.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { openTaxCodes } from '../../../src/domain/billing/tax-code-store.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { listBalances } from '../../../src/domain/ledger/balance-store.js'
import { putRate } from '../../../src/domain/ledger/fx-rate-store.js'
import { openBooks } from '../../../src/domain/ledger/open-books.js'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { postDueSeries } from '../../../src/domain/ledger/recur-journal.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { foundTestCompany, testDatabase } from '../commands/company.js'

const company = await foundTestCompany(await testDatabase(), await loadCatalog())
const { db, ask, hire, workspaceId } = company
const setup: Scope = { workspaceId, actorId: null, via: 'setup' }
const change = <T>(work: Parameters<typeof inWorkspace<T>>[2]) => inWorkspace(db, setup, work)
let finance = ''
let controller = ''
let second = ''
let admin = ''

beforeAll(async () => {
  finance = await hire('Fay', 'finance')
  controller = await hire('Cora', 'controller')
  second = await hire('Cem', 'controller')
  admin = await hire('Abe', 'admin')
  await change(async (tx) => {
    await openBooks(tx, 'DE', [2026, 2027])
    await openTaxCodes(tx, 'DE')
  })
})

async function confirm(staffId: string, text: string): Promise<Answer> {
  const preview = await ask(staffId, text)
  expect(preview, preview.reply.headline).toMatchObject({ ok: true, confirm: expect.any(String) as unknown })
  return ask(staffId, { action: preview.confirm ?? '' })
}

async function balanceOf(code: string): Promise<bigint> {
  const lines = await readWorkspace(db, setup, (read) => listBalances(read, '2027-12-31'))
  return lines.filter((line) => line.code === code).reduce((sum, { balance }) => sum + balance, 0n)
}

it('posts an entry of many lines, the last of which takes what is left', async () => {
  const text = 'journal new "Payroll November" date:2026-11-20 lines:"6020 5000 department:Sales; 6110 1000.50; 1800"'
  const preview = await ask(finance, text)
  expect(preview.reply.headline).toBe('Post “Payroll November”, 6,000.50 EUR on 20 Nov 2026?')
  const shown = preview.reply.sections?.find(({ table }) => table)?.table
  expect(shown?.columns.map(({ key }) => key)).toEqual(['account', 'department', 'debit', 'credit'])
  expect(shown?.rows.map((row) => row['department'])).toEqual(['Sales', null, null])
  const posted = await ask(finance, { action: preview.confirm ?? '' })
  await sealAll(db, setup)
  const entry = await ask(finance, 'journal list account:6020')
  const ref = entry.reply.table?.rows[0]?.['entry'] as string
  const kept = await ask(finance, `journal show ${ref}`)
  expect(
    kept.reply.table?.rows.map((row) => row['department']),
    kept.reply.headline,
  ).toEqual(['Sales', null, null])
  expect(posted.reply.data).toMatchObject({
    state: 'posted',
    postings: [
      { account: '6020', amount: '5000.00', department: 'Sales' },
      { account: '6110', amount: '1000.50' },
      { account: '1800', amount: '-6000.50' },
    ],
  })
})

it('takes amounts in other currencies at the day’s rate', async () => {
  await change((tx) =>
    putRate(tx, { currency: 'USD', kind: 'spot', date: '2026-11-19', rate: '0.9', source: 'manual' }),
  )
  const before = await balanceOf('1800')
  await confirm(finance, 'journal new "Licence" date:2026-11-20 lines:"6310 USD 100; 1800 EUR -90"')
  expect((await balanceOf('1800')) - before).toBe(-9000n)
  const without = await ask(finance, 'journal new "Licence" date:2026-11-20 lines:"6310 GBP 100; 1800"')
  expect(without.reply.headline).toMatch(/GBP/)
})

it('a line on a control account names its document, and changes in sum nothing of what a company owes', async () => {
  const number = await change(async (tx) => {
    const { id } = await createCompany(tx, { name: 'Kranich', currency: 'EUR', termsDays: 30 })
    const lines = [{ description: 'Service', unitPriceMinor: 10_000n }]
    const draft = await draftInvoice(tx, { companyId: id, draftDate: '2026-11-02', lines })
    return (await issueInvoice(tx, draft.id, '2026-11-02')).number ?? ''
  })
  const bare = await ask(finance, 'journal new "Wrong" debit:1200 credit:4400 amount:10')
  expect(bare.reply.headline).toContain('takes lines only with a company and a document')
  const uneven = await ask(finance, `journal new "Wrong" lines:"1200 -10 document:${number}; 4400"`)
  expect(uneven.reply.headline).toContain("can't change what a company owes")
  expect(await readWorkspace(db, setup, verifyBooks)).toEqual([])
})

it('adjusting entries go into the thirteenth period, on the year’s last day', async () => {
  expect(
    (await ask(finance, 'journal new "Audit" debit:6310 credit:1800 amount:1 date:2026-12-30 adjusting:yes')).reply
      .headline,
  ).toContain('last day of a fiscal year')
  await confirm(finance, 'journal new "Audit" debit:6310 credit:1800 amount:1 date:2026-12-31 adjusting:yes')
  const [posted] = await readWorkspace(
    db,
    setup,
    ({ sql }) => sql<{ number: number }[]>`
      select p.number from journal_entry e join period p on p.workspace_id = e.workspace_id and p.id = e.period_id
      where e.workspace_id = ${workspaceId} and e.memo = 'Audit'`,
  )
  expect(posted?.number).toBe(13)
})

it('is reversed once, whatever it is called; not where a record stands on it', async () => {
  await confirm(finance, 'journal new "Typo" debit:6310 credit:1800 amount:77 date:2026-11-20')
  await sealAll(db, setup)
  const listed = (await ask(finance, 'journal list')).reply.data as {
    entries: { entry: string; memo: string; source: string }[]
  }
  const typo = listed.entries.find(({ memo }) => memo === 'Typo')?.entry ?? ''
  const sale = listed.entries.find(({ source }) => source === 'invoice')?.entry ?? ''
  const before = await balanceOf('6310')
  await confirm(finance, `journal reverse ${typo} date:2026-11-21`)
  expect((await balanceOf('6310')) - before).toBe(-7700n)
  const shown = (await ask(finance, `journal show ${typo}`)).reply
  expect(shown.fields).toContainEqual({
    label: 'Reversed by',
    value: 'an entry that is not sealed yet of 21 Nov 2026: Reversal of: Typo',
  })
  await sealAll(db, setup)
  const { reversedBy } = (await ask(finance, `journal show ${typo}`)).reply.data as { reversedBy: string }
  expect((await ask(finance, `journal show ${reversedBy}`)).reply).toMatchObject({
    headline: `${reversedBy}, 21 Nov 2026: Reversal of: Typo`,
    fields: [{ label: 'Source' }, { label: 'Reverses', value: `${typo} of 20 Nov 2026: Typo` }],
    actions: expect.arrayContaining([expect.objectContaining({ label: typo })]) as unknown,
    data: { reverses: typo, reversedBy: null },
  })
  expect((await ask(finance, `journal reverse ${sale}`)).reply.headline).toContain('Credit the invoice')
  const again = await confirm(finance, `journal reverse ${typo} date:2026-11-22`)
  expect(again.ok).toBe(false)
})

it('above the limit a second person posts it, and nobody approves their own', async () => {
  expect((await ask(controller, 'journal limit amount:1000')).ok).toBe(false)
  expect((await ask(admin, 'journal limit amount:1000')).ok).toBe(true)
  const before = await balanceOf('6310')
  const asked = await confirm(controller, 'journal new "Big" debit:6310 credit:1800 amount:1000.01 date:2026-11-20')
  const { approval } = asked.reply.data as { approval: string }
  expect(await balanceOf('6310')).toBe(before)
  expect((await ask(controller, `journal approve ${approval}`)).reply.headline).toMatch(/somebody else must decide/)
  expect((await ask(finance, `journal approve ${approval}`)).ok).toBe(false)
  expect((await confirm(second, `journal approve ${approval}`)).reply.text).toBe('It is posted.')
  expect((await balanceOf('6310')) - before).toBe(100_001n)
  await confirm(controller, 'journal new "Small" debit:6310 credit:1800 amount:1000 date:2026-11-20')
  expect((await balanceOf('6310')) - before).toBe(200_001n)
})

it('comes again by itself, each on its date, waits for a closed period, and stops', async () => {
  const run = (today: string) => postDueSeries(change, today)
  const made = await confirm(finance, 'journal recur "Rent" every:month date:2026-08-31 lines:"6310 500; 1800"')
  const { ref } = made.reply.data as { ref: string }
  await change(async (tx) =>
    closePeriod(tx, (await readWorkspace(db, setup, (read) => getPeriodOfMonth(read, '2026-09'))).id),
  )
  expect(await run('2026-09-01')).toEqual({ posted: [{ ref, date: '2026-08-31' }], held: [] })
  expect(await run('2026-11-30')).toMatchObject({
    posted: [],
    held: [{ ref, problem: expect.stringContaining('2026-09-30') as unknown }],
  })
  expect((await ask(finance, `journal stop ${ref}`)).ok).toBe(true)
  expect(await run('2026-12-31')).toEqual({ posted: [], held: [] })
  expect((await ask(finance, 'journal recurring')).reply.data).toMatchObject({
    series: [{ ref, state: 'stopped', next: '2026-09-30' }],
  })

  const big = await confirm(
    controller,
    'journal recur "Lease" every:quarter date:2026-10-01 debit:6310 credit:1800 amount:2000',
  )
  const { approval } = big.reply.data as { approval: string }
  expect((await run('2026-12-31')).posted).toEqual([])
  await confirm(second, `journal approve ${approval}`)
  const done = await run('2027-01-31')
  expect(done.posted.map(({ date }) => date)).toEqual(['2026-10-01', '2027-01-01'])
  expect(await run('2027-01-31')).toEqual({ posted: [], held: [] })
  expect(await readWorkspace(db, setup, verifyBooks)).toEqual([])
})

describe('journal import', () => {
  const give = (input: Input, text: string) => {
    const files = { attached: [{ name: 'entries.csv', bytes: Buffer.from(text) }] }
    return dispatch({ ...company.deps, files }, { who: company.who(controller), input })
  }
  const head = 'entry,date,memo,account,debit,credit\n'
  const file = `${head}1,2026-11-20,Fruit,6805,40,\n1,,,1800,,40\n2,2026-11-21,Lease,6310,1500,\n2,2026-11-21,Lease,1800,,1500\n`

  it('posts the entries of a file, asks a second person for those above the limit, and takes no file twice', async () => {
    const [fruit, rent] = [await balanceOf('6805'), await balanceOf('6310')]
    const preview = await give({ text: 'journal import' }, file)
    expect(preview.reply.headline).toBe('Post 2 entries of entries.csv, 1,540.00 EUR in all?')
    const done = await give({ action: preview.confirm ?? '' }, file)
    expect(done.reply.headline).toBe('entries.csv: 1 entry posted, 1 asked for approval')
    expect([(await balanceOf('6805')) - fruit, (await balanceOf('6310')) - rent]).toEqual([4_000n, 0n])
    const { approvals } = done.reply.data as { approvals: string[] }
    expect((await give({ text: 'journal import' }, file)).reply.headline).toMatch(
      /imported before: 1 of its entries are posted, 1 wait/,
    )
    await confirm(second, `journal approve ${approvals[0] ?? ''}`)
    expect((await balanceOf('6310')) - rent).toBe(150_000n)
  })

  it.each([
    [`${head}1,2026-11-20,Fruit,6805,40,\n1,,,1800,,41\n`, /^Row 2: .*apart|does not balance/],
    [`${head}1,20.11.2026,Fruit,6805,40,\n`, /Row 2: “20.11.2026” is no day/],
    [`${head}1,2026-11-20,Fruit,6805,40,40\n`, /Row 2 needs one amount/],
    [`${head}1,2026-11-20,Fruit,6805,40,\n1,2026-11-21,,1800,,40\n`, /Row 3 is of another day than row 2/],
    ['date;account;sum\n', /There is no column “sum”/],
    [`${head}1,2026-11-20,Fruit,99,40,\n1,,,1800,,40\n`, /^Row 2: There is no account 99|^Row 2: .*99/],
  ])('refuses the whole of %j with its row', async (text, reason) => {
    expect((await give({ text: 'journal import' }, text)).reply.headline).toMatch(reason)
  })
})

it('names it as an open choice of the setup while no amount needs a second person', async () => {
  const open = async () => JSON.stringify((await ask(admin, 'setup show')).reply.table?.rows ?? [])
  expect(await open()).not.toContain('Entries by hand')
  await ask(admin, 'journal limit none:yes')
  expect(await open()).toContain('Entries by hand')
  await ask(admin, 'undo')
})

it('keeps the tax codes: makes one, changes what no document says, retires it, each with its undo', async () => {
  const codes = async () => {
    const { codes } = (await ask(finance, 'tax codes')).reply.data as { codes: { side: string; code: string }[] }
    return codes.filter(({ side }) => side === 'sale').map(({ code }) => code)
  }
  const begun = ['S', 'AA', 'AE', 'E', 'G', 'K', 'Z']
  expect(await codes()).toEqual(begun)
  const said = async (text: string) => (await ask(controller, text)).reply.headline
  expect(await said('tax code-new S7 rate:7 name:"VAT 7 %" category:AA')).toBe('S7 VAT 7 % is a tax code')
  expect(await said('tax code-new s7 rate:5')).toMatch(/S7 is VAT 7 % already/)
  expect(await said('tax code-new X rate:8.87512')).toMatch(/is not a percentage/)
  expect(await said('tax code-new NYC rate:8.875')).toBe('NYC Tax 8.875 % is a tax code')
  await ask(controller, 'undo')
  expect(await said('tax code-new X rate:5 category:K')).toMatch(/K is not taxed on a sale/)
  expect(await said('tax code-new X rate:5 account:6310')).toMatch(/6310 .* holds no taxes/)
  expect(await said('tax code-new X category:S')).toMatch(/so it needs a rate/)
  expect((await ask(controller, 'tax code-set S7 rate:6')).reply.changes).toEqual([
    { label: 'Rate', before: '7 %', after: '6 %' },
  ])
  expect(await said('tax code-retire S7')).toBe('S7 VAT 7 % is out of use')
  expect(await codes()).toEqual(begun)
  await ask(controller, 'undo')
  expect(await codes()).toContain('S7')
  expect((await ask(finance, 'tax code-new Y rate:5')).ok).toBe(false)
})
