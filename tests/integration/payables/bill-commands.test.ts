import { beforeAll, describe, expect, it } from 'vitest'
import { closePeriod, getPeriodOfMonth } from '../../../src/domain/ledger/period-store.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { putLimit } from '../../../src/domain/people/approval-limit-store.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, click, confirm, data, done } = commandDesk(books)

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Cora', 'controller')
  await hire('Max', 'manager', 'Sales')
  await hire('Dan', 'department', 'Sales')
  await books.customer('Acme')
  await books.customer('Birch')
})

/** Asked by Fay, approved by Cora. */
const paidOut = async (line: string) => confirm('Cora', `approval approve ${(await done('Fay', line))['approval']}`)

const posted = async (ref: string): Promise<string[]> => {
  const { postings } = await data<{ postings: { account: string; amount: string }[] }>('Fay', `bill show ${ref}`)
  return postings.map(({ account, amount }) => `${account} ${amount}`)
}

describe('a bill from the letterbox to the bank', () => {
  it('is entered, approved by a second person, posted and paid', async () => {
    const made = await say(
      'Fay',
      'bill new "Hosting" supplier:Acme amount:400 number:R-88 date:2026-11-10 account:6837',
    )
    expect(made.reply.headline).toBe('BILL-1, R-88 of Acme: 476.00 EUR waits for approval')
    expect(made.reply.text).toMatch(/^Cora may approve it \(APR-1\)/)
    expect((await say('Fay', 'bill approve BILL-1')).ok).toBe(false)
    const approved = await confirm('Cora', 'bill approve BILL-1')
    expect(approved.reply.text).toBe('BILL-1 is posted on 10 Nov 2026, due 10 Dec 2026.')
    expect(await posted('BILL-1')).toEqual(['6837 400.00', '1406 76.00', '3300 -476.00'])
    await paidOut('bill pay BILL-1 amount:100 date:2026-11-20')
    expect(await data('Fay', 'bill show BILL-1')).toMatchObject({ status: 'part_paid', open: '376.00' })
    await paidOut('bill pay BILL-1 date:2026-11-21')
    expect(await data('Fay', 'bill show BILL-1')).toMatchObject({ status: 'paid', open: '0.00' })
    expect((await say('Fay', 'bill pay BILL-1')).reply.headline).toMatch(
      /is paid: only what is approved and posted is paid, and only once/,
    )
  })

  it('refuses the supplier’s number a second time and names the earlier one', async () => {
    const again = await say('Fay', 'bill new "Hosting" supplier:Acme amount:400 number:r-88')
    expect(again).toMatchObject({
      ok: false,
      reply: { headline: 'r-88 of Acme was entered before: it is BILL-1 (R-88) of 2026-11-10, paid.' },
    })
    expect(await data('Fay', 'bill new "Hosting" supplier:Birch amount:400 number:R-88 account:6837')).toMatchObject({
      status: 'received',
    })
  })

  it('remembers the account of the supplier’s last bill, and asks where there is none', async () => {
    await books.customer('Cedar')
    expect((await say('Fay', 'bill new "Advice" supplier:Cedar amount:10')).reply.headline).toMatch(
      /Say which account it is for/,
    )
    const { lines } = await data<{ lines: { account: string }[] }>(
      'Fay',
      `bill show ${(await data('Fay', 'bill new "Hosting" supplier:Acme amount:5'))['bill'] ?? ''}`,
    )
    expect(lines[0]?.account).toMatch(/^6837/)
  })
})

describe('what changes after it was asked for', () => {
  it('is void, and only the new question can be answered', async () => {
    const { bill, approval } = await data('Fay', 'bill new "Paper" supplier:Acme amount:50 number:P-1 account:6805')
    const preview = await say('Cora', `bill approve ${bill}`)
    const changed = await say('Fay', `bill line ${bill} what:"More paper" amount:5000 account:6805`)
    expect(changed.reply.data).toMatchObject({ net: '5050.00' })
    const late = await click('Cora', preview.confirm ?? '')
    expect(late.ok).toBe(false)
    expect((await say('Cora', `approval approve ${approval}`)).reply.headline).toMatch(
      /is void: it was (changed since|asked for anew)/,
    )
    expect((await confirm('Cora', `bill approve ${bill}`)).ok).toBe(true)
    expect((await say('Fay', `bill set ${bill} due:2026-12-31`)).reply.headline).toMatch(
      /is posted and can't be changed.*bill credit/,
    )
  })

  it('whoever changed it does not approve it', async () => {
    const { bill } = await data('Fay', 'bill new "Chairs" supplier:Acme amount:70 number:C-1 account:6805')
    await say('Cora', `bill set ${bill} note:"checked"`)
    expect((await say('Cora', `bill approve ${bill}`)).reply.headline).toMatch(/asked for|You prepared/)
  })
})

describe('who approves', () => {
  it('a manager approves for the department alone, within the limit', async () => {
    const ours = await data(
      'Fay',
      'bill new "Fair" supplier:Birch amount:1000 number:F-1 account:6600 department:Sales',
    )
    const theirs = await data(
      'Fay',
      'bill new "Fair" supplier:Birch amount:1000 number:F-2 account:6600 department:Support',
    )
    expect((await say('Max', `approval approve ${theirs['approval']}`)).reply.headline).toMatch(/not your department/)
    const limit = { kind: 'bill', role: 'manager', department: null, limitMinor: 1000_00n }
    await books.change((tx) => putLimit(tx, limit))
    expect((await say('Max', `approval approve ${ours['approval']}`)).reply.headline).toMatch(/is over 1,000.00 EUR/)
    expect(await done('Cora', `approval approve ${ours['approval']}`)).toMatchObject({ state: 'approved' })
  })

  it('no is told with its reason, and the bill can be corrected and asked for again', async () => {
    const { bill } = await data('Fay', 'bill new "Lamp" supplier:Birch amount:30 number:L-1 account:6805')
    expect(await data('Cora', `bill reject ${bill} why:"Never came"`)).toMatchObject({
      state: 'rejected',
      note: 'Never came',
    })
    expect(await data('Fay', `bill show ${bill}`)).toMatchObject({ status: 'rejected' })
    expect(await data('Fay', `bill ask ${bill} why:"It came today"`)).toMatchObject({ status: 'received' })
  })
})

describe('tax', () => {
  const codes: [code: string, postings: string[]][] = [
    ['S', ['6837 100.00', '1406 19.00', '3300 -119.00']],
    ['AA', ['6837 100.00', '1406 7.00', '3300 -107.00']],
    ['SN', ['6837 100.00', '6837 19.00', '3300 -119.00']],
    ['AE', ['6837 100.00', '1406 19.00', '3806 -19.00', '3300 -100.00']],
    ['O', ['6837 100.00', '3300 -100.00']],
  ]
  it.each(codes)('code %s', async (code, postings) => {
    const { bill } = await data(
      'Fay',
      `bill new "Licence" supplier:Acme amount:100 number:T-${code} account:6837 tax:${code}`,
    )
    await confirm('Cora', `bill approve ${bill}`)
    expect(await posted(bill ?? '')).toEqual(postings)
  })
})

describe('credit notes', () => {
  it('settle the bill that they correct, and what is left stays to our credit', async () => {
    const { bill } = await data('Fay', 'bill new "Goods" supplier:Acme amount:200 number:G-1 account:6837')
    expect((await say('Fay', `bill credit ${bill}`)).reply.headline).toMatch(/isn't posted yet/)
    await confirm('Cora', `bill approve ${bill}`)
    const { bill: credit } = await data('Fay', `bill credit ${bill} amount:50 number:CN-1 why:"Two were broken"`)
    await confirm('Cora', `bill approve ${credit}`)
    expect(await data('Fay', `bill show ${bill}`)).toMatchObject({ open: '178.50', status: 'part_paid' })
    expect(await data('Fay', `bill show ${credit}`)).toMatchObject({
      open: '0.00',
      status: 'paid',
      corrects: bill,
    })
    expect(await posted(credit ?? '')).toEqual(['6837 -50.00', '1406 -9.50', '3300 59.50'])
  })
})

describe('expenses', () => {
  it('are one’s own, approved by a second person, owed to who spent it, and paid back', async () => {
    const made = await say('Dan', 'expense new "Taxi" amount:23.80 category:travel date:2026-11-12 tax:S')
    expect(made.reply.data).toMatchObject({
      bill: 'EXP-1',
      net: '20.00',
      tax: '3.80',
      staff: 'Dan',
      department: 'Sales',
    })
    expect((await say('Dan', 'expense approve EXP-1')).ok).toBe(false)
    expect((await say('Max', 'expense approve EXP-1')).reply.headline).toMatch(/^Approve EXP-1/)
    await say('Fay', 'expense new "Train" amount:50 category:travel')
    const list = await say('Dan', 'expense list')
    expect(list.reply).toMatchObject({
      data: { count: 1 },
      table: { columns: [{ label: 'Expense' }, {}, {}, {}, {}, {}, {}] },
    })
    expect((await say('Dan', 'expense show EXP-2')).ok).toBe(false)
    expect((await say('Max', 'expense approve EXP-2')).reply.headline).toMatch(/You may not decide APR-\d+/)
    expect(
      (await confirm('Max', 'approval approve ' + ((await data('Fay', 'expense show EXP-1'))['approval'] ?? ''))).ok,
    ).toBe(true)
    expect((await say('Max', 'expense approve EXP-1')).reply.headline).toMatch(/can't find an expense/)
    expect((await say('Fay', 'expense void EXP-1')).reply.headline).toBe(
      "EXP-1 is posted and can't be changed. Finance corrects it by an entry: journal new",
    )
    const entry = await books.change((tx) => tx.prisma.journalEntry.findFirstOrThrow({ where: { source: 'expense' } }))
    expect((await say('Cora', `journal reverse ${entry.id}`)).reply.headline).toMatch(
      /belongs to a record \(expense\).*by an entry of its own: journal new/,
    )
    const { postings } = await data<{ postings: { account: string; amount: string }[] }>('Fay', 'expense show EXP-1')
    expect(postings.map(({ account, amount }) => `${account} ${amount}`)).toEqual([
      '6650 20.00',
      '1406 3.80',
      '3730 -23.80',
    ])
    expect((await say('Dan', 'expense list')).reply.table?.rows).toMatchObject([
      { status: expect.stringMatching(/^unpaid for \d+ days?$/) as string },
    ])
    await paidOut('expense pay EXP-1 date:2026-11-20')
    expect(await data('Fay', 'expense show EXP-1')).toMatchObject({ status: 'paid' })
  })

  it('whoever was paid by it never approves it, whoever entered it', async () => {
    expect((await say('Fay', 'expense new "Hotel" amount:90 category:travel for:Cora')).reply.text).not.toMatch(
      /Cora may approve/,
    )
  })
})

it('an accrual is compared with the bill’s lines of its account, at the bill’s rate', async () => {
  await say('Cora', 'fx set USD rate:0.5 date:2026-11-08')
  const { ref: accrual } = await done('Cora', 'accrual new "Audit" account:6837 amount:40 month:2026-10')
  const { bill } = await data(
    'Fay',
    'bill new "Audit" supplier:Birch amount:"100 USD" number:A-1 date:2026-11-10 account:6837',
  )
  await say('Fay', `bill line ${bill} what:"Travel" amount:900 account:6650`)
  await say('Cora', `accrual match ${accrual} bill:${bill}`)
  await confirm('Cora', `bill approve ${bill}`)
  const after = await data<{ accruals: unknown[] }>('Cora', 'accrual list')
  expect(after.accruals).toMatchObject([{ variance: '10.00' }])
})

it('an accrual that is called by its bill offers that one, and waits for a bill where none is here', async () => {
  const accrue = async (memo: string) =>
    (await confirm('Cora', `accrual new "${memo}" account:6837 amount:40 month:2026-11`)).reply
  const { bill } = await data('Fay', 'bill new "Rent" supplier:Birch amount:40 number:RENT-1 account:6837')
  for (const memo of ['Rent', 'BILL-9999'])
    expect((await accrue(memo)).notes?.join()).toMatch(/^When the bill is here: accrual match ACR-\d+ bill:BILL-…$/)
  const named = await accrue(bill ?? '')
  expect(named.notes?.join()).toMatch(
    new RegExp(`^${bill} is here already: .accrual match ACR-\\d+ bill:${bill}. sets it`),
  )
  const match = named.actions?.find(({ label }) => label === `Match it to ${bill}`)
  expect((await say('Cora', match?.typed ?? '')).reply.headline).toMatch(new RegExp(`^ACR-\\d+ belongs to ${bill}$`))
})

it('a bill of October that comes after October closed posts in November, due when it was due', async () => {
  const october = await books.read((read) => getPeriodOfMonth(read, '2026-10'))
  await books.change((tx) => closePeriod(tx, october.id))
  const { bill } = await data('Fay', 'bill new "Late" supplier:Birch amount:10 number:O-1 date:2026-10-30 account:6805')
  const { reply } = await confirm('Cora', `bill approve ${bill}`)
  expect(reply.text).toBe(`${bill} is posted on 1 Nov 2026: the period of 30 Oct 2026 is closed, due 29 Nov 2026.`)
  expect(await data('Fay', `bill show ${bill}`)).toMatchObject({
    date: '2026-10-30',
    dueDate: '2026-11-29',
    postingDate: '2026-11-01',
  })
})

it('stands on the card of its supplier, who is no prospect, with what was spent', async () => {
  await books.customer('Dune')
  const enter = async (number: string) =>
    (await data('Fay', `bill new "Paper" supplier:Dune amount:100 number:${number} account:6837`))['bill'] ?? ''
  const [first, second] = [await enter('D-1'), await enter('D-2')]
  await confirm('Cora', `bill approve ${first}`)
  const { reply } = await say('Fay', 'company show Dune')
  expect(reply.headline).toMatch(/^CO-\d+ Dune: supplier, 119\.00 EUR of bills open$/)
  const fields = Object.fromEntries((reply.fields ?? []).map(({ label, value }) => [label, value]))
  expect(fields).toMatchObject({ 'Bills to approve': '119.00 EUR', 'Spent so far': '119.00 EUR' })
  expect(Object.keys(fields)).not.toContain('Lifecycle')
  const bills = reply.sections?.find(({ title }) => title === 'Bills')?.table
  expect(bills?.rows.map(({ bill, status }) => [bill, status])).toEqual([
    [second, 'waits for approval'],
    [first, 'posted'],
  ])
  expect(reply.actions?.map(({ label }) => label).slice(0, 2)).toEqual(['New bill…', 'All bills'])
  expect((await say('Max', 'company show Dune')).reply.headline).not.toContain('prospect')
})

it('the books hold after all of it', async () => {
  expect(await books.read(verifyBooks)).toEqual([])
})
