import { expect, it } from 'vitest'
import { tableCsv } from '../../../src/documents/table-csv.js'
import type { Table } from '../../../src/lib/table.js'

const table: Table = {
  columns: [
    { key: 'company', label: 'Customer', type: 'text' },
    { key: 'open', label: 'Open', type: 'money' },
    { key: 'due', label: 'Due', type: 'date' },
    { key: 'invoice', label: 'Invoice', type: 'record' },
  ],
  rows: [
    {
      company: 'Müller, "Söhne"\nund Töchter',
      open: { money: { minor: -5624648n, currency: 'EUR' } },
      due: { date: '2026-10-31' },
      invoice: { ref: 'INV-2026-0042', title: 'Support' },
    },
    {
      company: '=HYPERLINK("http://evil")',
      open: { money: { minor: 5n, currency: 'JPY' } },
      due: null,
      invoice: '+49 30 1',
    },
    { company: '  @sum(a1)', open: null, due: null, invoice: null },
  ],
  totals: { company: 'Total', open: { money: { minor: 1n, currency: 'EUR' } } },
}

it('writes plain figures, quotes what needs it, and defuses formulas', () => {
  expect(tableCsv(table)).toBe(
    [
      '\ufeffCustomer,Open,Open currency,Due,Invoice',
      '"Müller, ""Söhne""\nund Töchter",-56246.48,EUR,2026-10-31,INV-2026-0042',
      '"\'=HYPERLINK(""http://evil"")",5,JPY,,\'+49 30 1',
      "'  @sum(a1),,,,",
      '',
    ].join('\r\n'),
  )
})

it('defuses a head as well: a department is one as somebody wrote it', () => {
  const columns = [{ key: 'a', label: '=1+1', type: 'text' as const }]
  expect(tableCsv({ columns, rows: [], totals: {} })).toBe("\ufeff'=1+1\r\n")
})
