import { describe, expect, it } from 'vitest'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { fromDecimal } from '../../../src/lib/money.js'
import { entry } from '../../support/books.js'
import { importDesk } from '../../support/import-desk.js'

const desk = await importDesk()
const sum = (report: { created: number; updated: number; unchanged: number; refused: readonly unknown[] }) =>
  report.created + report.updated + report.unchanged + report.refused.length

describe('a chart of accounts', () => {
  const chart =
    'Code;Name;Type;Purpose\n8400;Erlöse 19 %;Income;\n1800;Hausbank;Bank;bank\n9999;Etwas;Nonsense;\n;Ohne;Asset;\n'

  it('is added and changed, and what is wrong with a row is said', async () => {
    const report = await desk.take('accounts', chart)
    expect(report).toMatchObject({ kind: 'accounts', rows: 4, created: 1, updated: 1, unchanged: 0 })
    expect(report.refused).toEqual([
      { row: 4, field: 'kind', value: 'Nonsense', reason: expect.stringContaining('asset, liability, equity') },
      { row: 5, field: 'code', value: null, reason: 'This has to be there.' },
    ])
    expect(await desk.take('accounts', chart)).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
  })

  it('leaves sales income, while a bank may be overdrawn', async () => {
    const { refused, ...report } = await desk.take(
      'accounts',
      'code,name,kind,purpose\n4400,Sales,expense,\n4499,Sales,expense,revenue\n1800,Bank,liability,\n',
      { dryRun: true },
    )
    expect(report).toMatchObject({ created: 0, updated: 1 })
    expect(refused.map(({ row, reason }) => [row, reason])).toEqual([
      [2, expect.stringMatching(/^Daybook posts to 4400 by itself \(revenue\), so it can't be of the kind expense/)],
      [3, expect.stringMatching(/^Daybook posts to 4499 by itself \(revenue\)/)],
    ])
  })

  it('in Windows-1252, tab-separated and with a BOM reads the same', async () => {
    const latin = Buffer.from('Code\tName\tType\n8400\tErl\u00f6se 19 %\tIncome\n', 'latin1')
    expect(await desk.take('accounts', latin)).toMatchObject({ rows: 1, unchanged: 1 })
    expect(await desk.take('accounts', '\ufeff"Code","Name","Type"\n8400,Erlöse 19 %,Income\n')).toMatchObject({
      unchanged: 1,
    })
  })
})

describe('a journal', () => {
  const journal = [
    'Entry,Date,Account,Debit,Credit,Description',
    '1,2026-03-01,1800,"1,000.00",,Capital',
    '1,2026-03-01,2900,,"1,000.00",Capital',
    '2,2026-03-02,6805,50.00,,Phone',
    '2,2026-03-02,1800,,40.00,Phone',
    '3,2026-03-03,1800,,9.99,"Pens,\nred"',
    '3,2026-03-03,6815,9.99,,"Pens,\nred"',
    '4,2026-03-04,1234567,1.00,,Nothing',
    '4,2026-03-04,1800,,1.00,Nothing',
    '5,1999-03-04,6805,1.00,,Old',
    '5,1999-03-04,1800,,1.00,Old',
    '6,2026-03-04,1200,1.00,,Control',
    '6,2026-03-04,1800,,1.00,Control',
  ].join('\r\n')

  it('is posted entry by entry; the others stop nothing, and every row is accounted for', async () => {
    const chart = 'code,name,kind\n6805,Phone,expense\n6815,Office,expense\n2900,Capital,equity\n'
    await desk.take('accounts', chart)
    const dry = await desk.take('journal', journal, { dryRun: true })
    expect(await desk.balances()).toEqual({})
    const report = await desk.take('journal', journal)
    expect(report).toEqual(dry)
    expect(sum(report)).toBe(report.rows)
    expect(report).toMatchObject({ rows: 12, created: 4, unchanged: 0 })
    expect(report.refused.map(({ row, field, value }) => [row, field, value])).toEqual([
      [4, 'amount', null],
      [5, 'amount', null],
      [8, 'account', '1234567'],
      [9, 'account', '1234567'],
      [10, null, null],
      [11, null, null],
      [12, 'account', '1200'],
      [13, 'account', '1200'],
    ])
    expect(report.refused[0]?.reason).toBe('The entry does not balance: its rows sum to 10.00 EUR.')
    expect(await desk.balances()).toEqual({ '1800': '990.01', '2900': '-1000.00', '6815': '9.99' })
    expect(await desk.take('journal', journal)).toMatchObject({ created: 0, unchanged: 4 })
    expect(await desk.faults()).toEqual([])
  })

  it('says that a posted entry stays when its number comes with other content', async () => {
    const other = journal.replaceAll('9.99', '8.88')
    const { refused, unchanged } = await desk.take('journal', other)
    expect(unchanged).toBe(2)
    expect(refused.find(({ row }) => row === 6)).toMatchObject({
      field: 'entry',
      value: '3',
      reason: expect.stringContaining('reverse it'),
    })
  })

  it('of the next year begins its numbers anew; what was taken in by its number alone is known still', async () => {
    const next = journal.split('\r\n').slice(0, 3).join('\n').replaceAll('2026', '2027')
    expect(await desk.take('journal', next)).toMatchObject({ created: 2, refused: [] })
    expect(await desk.take('journal', next)).toMatchObject({ created: 0, unchanged: 2 })
    expect((await desk.take('journal', next.replaceAll('1,000', '2,000'))).refused[0]).toMatchObject({ value: '1' })
    await desk.books.change(async (tx) =>
      postEntries(tx, [
        await entry(
          tx,
          '2026-06-01',
          'Ink',
          { '1800': '-3.00', '6815': '3.00' },
          {
            source: 'import',
            idempotencyKey: 'import:journal:no 77',
          },
        ),
      ]),
    )
    const of = (day: string) =>
      desk.take('journal', `Entry,Date,Account,Amount,Memo\n77,${day},1800,-3.00,Ink\n77,${day},6815,3.00,Ink\n`)
    expect(await of('2026-06-01')).toMatchObject({ created: 0, unchanged: 2 })
    expect(await of('2027-06-01')).toMatchObject({ created: 2 })
  })

  it('without numbers has as many entries of a day and description as balance', async () => {
    const rows = (day: string) =>
      ['2.50', '-2.50', '3.00', '-3.00'].map(
        (amount) => `${day},${amount.startsWith('-') ? '1800' : '6815'},${amount},Coffee`,
      )
    const file = (day: string) => ['Date,Account,Amount,Memo', ...rows(day)].join('\n')
    expect(await desk.take('journal', file('2026-08-03'))).toMatchObject({ created: 4, refused: [] })
    expect(await desk.take('journal', file('2026-08-03'))).toMatchObject({ created: 0, unchanged: 4 })
    const entriesOf = (day: string) =>
      desk.books.change((tx) =>
        tx.prisma.journalEntry.count({ where: { workspaceId: tx.scope.workspaceId, date: new Date(day) } }),
      )
    expect(await entriesOf('2026-08-03')).toBe(2)
    // One that was taken in as one stays one.
    const postings = rows('2026-08-04').map((row) => row.split(','))
    await desk.books.change(async (tx) => {
      const whole = await entry(
        tx,
        '2026-08-04',
        'Coffee',
        {},
        { source: 'import', idempotencyKey: 'import:journal:2026-08-04 Coffee' },
      )
      const of = async (code = '', amount = '') => ({
        accountId: (await getAccount(tx, { code })).id,
        amount: fromDecimal(amount, 'EUR'),
      })
      await postEntries(tx, [
        { ...whole, postings: await Promise.all(postings.map(([, code, amount]) => of(code, amount))) },
      ])
    })
    expect(await desk.take('journal', file('2026-08-04'))).toMatchObject({ created: 0, unchanged: 4 })
    expect(await entriesOf('2026-08-04')).toBe(1)
  })

  it('that QuickBooks made to be looked at is read between its title and its sums', async () => {
    const report = [
      'Journal,,,,,,,,',
      'Lindenhof Ltd,,,,,,,,',
      '"January - March, 2026",,,,,,,,',
      '',
      ',Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit',
      ',2026-01-12,Bill,101,Papier AG,Paper,Office,"1,050.00",',
      ',,,,Papier AG,,Checking,,"1,050.00"',
      ',,,,,,,"$1,050.00","$1,050.00"',
      '',
      ',2026-01-14,Expense,101,Acme,Pens,Office,20.00,',
      ',,,,,Pens too,Office,5.00,',
      ',,,,,,Checking,,25.00',
      ',,,,,,,$25.00,$25.00',
      '',
      'TOTAL,,,,,,,"$1,075.00","$1,075.00"',
      '',
      '"Thursday, Nov 26, 2026 10:30:12 AM GMT+1",,,,,,,,',
    ].join('\n')
    const told = { preset: 'quickbooks' }
    await desk.take('accounts', 'Account,Type\nOffice,Expenses\nChecking,Bank\n', { ...told, create: ['accounts'] })
    expect(await desk.take('journal', report, told)).toMatchObject({ rows: 5, created: 5, refused: [] })
    expect(await desk.take('journal', report, told)).toMatchObject({ created: 0, unchanged: 5 })
    expect(await desk.faults()).toEqual([])
  })

  it('asks for the order of days that nobody can tell, and for the decimal mark', async () => {
    const days = 'Entry,Date,Account,Amount\n7,03/04/2026,1800,1.00\n7,03/04/2026,2900,-1.00\n'
    await expect(desk.take('journal', days)).rejects.toThrow(/03\/04\/2026.*--date-format DD\/MM\/YYYY or MM\/DD\/YYYY/)
    const told = { dateFormat: 'DD/MM/YYYY', dryRun: true }
    expect(await desk.take('journal', days, told)).toMatchObject({ created: 2 })
    const marks = 'Entry,Date,Account,Amount\n7,2026-04-03,1800,1.234\n7,2026-04-03,2900,-1.234\n'
    expect((await desk.take('journal', marks)).refused[0]?.reason).toContain('1.234 or 1234: say which with --decimal')
    expect(await desk.take('journal', marks, { decimal: ',', dryRun: true })).toMatchObject({ created: 2 })
  })

  it('of hledger is read as it stands', async () => {
    const text = [
      '; a comment',
      'account assets:checking',
      '',
      '2026-05-01 * (7) Opening | x  ; note',
      '    assets:checking   €1,000.00',
      '    equity:start',
      '',
      '2026/05/02 Coffee',
      '    expenses:coffee    €2.50',
      '    assets:checking',
      '2026/05/02 Coffee',
      '    expenses:coffee    €2.50',
      '    assets:checking',
      '2026-05-03 Books',
      '    expenses:books   10.00 GBP @@ €11.50',
      '    assets:checking',
      '2026-05-04 Shares',
      '    assets:shares   3 AAPL',
      '    assets:checking   €-5',
    ].join('\n')
    const told = { preset: 'hledger', create: ['accounts'] }
    const report = await desk.take('journal', text, told)
    expect(report).toMatchObject({ rows: 10, created: 8 })
    expect(report.refused.map(({ row, field }) => [row, field])).toEqual([
      [18, 'currency'],
      [19, null],
    ])
    expect(await desk.balances()).toMatchObject({
      'assets:checking': '983.50',
      'expenses:coffee': '5.00',
      'expenses:books': '11.50',
    })
    expect(await desk.take('journal', text, told)).toMatchObject({ created: 0, unchanged: 8 })
    expect(await desk.faults()).toEqual([])
  })
})

describe('a hostile file', () => {
  it('is refused as a whole, with one sentence, where nobody can tell what is in it', async () => {
    const take = (content: string | Uint8Array) => desk.take('accounts', content)
    await expect(take('')).rejects.toThrow(/It is empty/)
    await expect(take('PK\u0003\u0004')).rejects.toThrow(/spreadsheet/)
    await expect(take('Code,Code,Name,Type\n1,2,A,asset\n')).rejects.toThrow(/“Code” stands there more than once/)
    await expect(take('Foo,Bar\n1,2\n')).rejects.toThrow(/No column says code, name, kind. Say it: --map code=Column/)
    await expect(take(Buffer.from('Code,Name,Type\n1,A,asset\n', 'utf16le'))).rejects.toThrow(/UTF-16/)
    await expect(take('"Code","Name\n')).rejects.toThrow(/can't be/)
  })

  it('loses no row: formulas are text, NUL and endless cells are refused by themselves', async () => {
    const rows = [
      '7001,"=HYPERLINK(""http://evil"")",asset',
      `7002,${'x'.repeat(1_000_000)},asset`,
      '7003,a\u0000b,asset',
      '7004,short',
      '7005,A,asset,more,cells',
      '7005,B,asset',
    ]
    const report = await desk.take('accounts', `code,name,kind\n${rows.join('\n')}\n`)
    expect(report).toMatchObject({ rows: 6, created: 2 })
    expect(report.refused.map(({ row, field }) => [row, field])).toEqual([
      [3, 'name'],
      [4, 'name'],
      [5, 'kind'],
      [7, null],
    ])
    expect(report.refused.every(({ value }) => (value ?? '').length <= 80)).toBe(true)
  })
})
