import { describe, expect, it } from 'vitest'
import { dayBy, dayFormatOf, plainDay } from '../../../src/imports/read-day.js'
import { readLedgerText } from '../../../src/imports/read-ledger-text.js'
import { decimalMarkOf, readNumber } from '../../../src/imports/read-number.js'
import { readTable } from '../../../src/imports/read-table.js'
import { readValue } from '../../../src/imports/read-values.js'

describe('numbers', () => {
  it.for([
    ['1,234.56', '.', '1234.56'],
    ['1.234,56', ',', '1234.56'],
    ['(1,234.50)', '.', '-1234.50'],
    ['12-', '.', '-12'],
    ['€ 1 234,5', ',', '1234.5'],
    ["1'000", '.', '1000'],
    ['\u22125', '.', '-5'],
    ['.5', '.', '0.5'],
    ['-0.00', '.', '0.00'],
    ['12.50', ',', null],
    ['1,23,4', '.', null],
    ['1e5', '.', null],
    ['(5', '.', null],
    ['', '.', null],
    ['.', '.', null],
    ['12 EUR', '.', null],
  ] as const)('%s with a decimal %s is %s', ([text, mark, plain]) => expect(readNumber(text, mark)).toBe(plain))

  it('tell their mark only where one of them can be read in one way', () => {
    expect(decimalMarkOf(['1,234', '5.50'])).toBe('.')
    expect(decimalMarkOf(['1.234', '5,50'])).toBe(',')
    expect(decimalMarkOf(['1.234', '7'])).toBeNull()
    expect(decimalMarkOf(['1.50', '1,50'])).toBeNull()
  })
})

describe('days', () => {
  it.for([
    ['2026-10-31', '2026-10-31'],
    ['20261031', '2026-10-31'],
    ['2026-10-31T23:59:59Z', '2026-10-31'],
    ['2026-10-31 08:00', '2026-10-31'],
    ['31 Oct 2026', '2026-10-31'],
    ['Oct 31, 2026', '2026-10-31'],
    ['2026-02-30', null],
    ['friday', null],
    ['31/10/2026', null],
  ] as const)('%s is %s', ([text, day]) => expect(plainDay(text)).toBe(day))

  it('are asked for where nobody can tell, and told by any that can', () => {
    expect(dayFormatOf(['03/04/2026', '05/06/2026'])).toBe('ask')
    expect(dayFormatOf(['03/04/2026', '25/06/2026'])).toBe('DD/MM/YYYY')
    expect(dayFormatOf(['03/04/2026', '06/25/2026'])).toBe('MM/DD/YYYY')
    expect(dayFormatOf(['03.04.2026', '05.06.2026'])).toBe('DD/MM/YYYY')
    expect(dayBy('25/06/2026 10:00', 'MM/DD/YYYY')).toBeNull()
  })

  it('that are none are refused in the order that they are written in', () => {
    const reason = (text: string) => readValue(text, 'day', { dateFormat: 'DD/MM/YYYY', decimal: null })
    expect(reason('2026-02-30')).toMatchObject({ problem: 'it is no day of the calendar' })
    expect(reason('30/02/2026')).toMatchObject({ problem: 'it is no day of the calendar as DD/MM/YYYY' })
    expect(readValue('31122026', 'day', { dateFormat: 'DDMMYYYY', decimal: null })).toMatchObject({
      value: '2026-12-31',
    })
  })
})

describe('tables', () => {
  it('keep line breaks in cells and count rows as a spreadsheet does', () => {
    const table = readTable('a;b\n1;"x\ny"\n\n2;z;more\n3\n')
    expect(table).toEqual({
      ok: true,
      value: {
        headings: ['a', 'b'],
        rows: [
          { row: 2, cells: ['1', 'x\ny'] },
          { row: 4, cells: ['2', 'z', 'more'] },
          { row: 5, cells: ['3'] },
        ],
      },
    })
  })
})

describe('a journal of hledger', () => {
  const cells = (text: string) => {
    const read = readLedgerText(text)
    return read?.ok ? read.value.rows.map((row) => row.cells.slice(1, 8).join('|')) : read
  }
  it('gives the amount left out to its posting, at cost', () => {
    expect(cells('2026-01-02 ! x\n  a:b  10 EUR @ 1.10 USD ; note\n  c  = 5 USD\n')).toEqual([
      '2026-01-02|x|a:b|10|EUR|11.00|USD',
      '2026-01-02|x|c|-11.00|USD||',
    ])
  })
  it('refuses what would change what an entry says, with its line', () => {
    expect(readLedgerText('2026-01-02 x\n  a  1\n  b\ninclude other.journal\n')).toMatchObject({
      ok: false,
      problem: 'Line 4 is more than a plain journal: “include other.journal”',
    })
    expect(readLedgerText('2026-01-02 x\n  a  1,000\n  b\n')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('“1,000”'),
    })
  })
})
