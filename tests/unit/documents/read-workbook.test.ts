import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readWorkbook } from '../../../src/documents/workbook/read-workbook.js'

const CELLS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

const zip = (files: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))))

const sheet = (rows: string): string => `<worksheet ${CELLS}><sheetData>${rows}</sheetData></worksheet>`

describe('a workbook', () => {
  it('that a program wrote is read sheet by sheet, with the decimals that it shows', async () => {
    const cell = (value: string | number, format?: string) => ({ value, ...(format !== undefined && { format }) })

    const bytes = await writeXlsxFile([
      {
        sheet: 'Advice',
        data: [
          [cell('Invoice'), cell('Date'), cell('Rate'), cell('Paid')],
          [cell('INV-2026-0001'), cell(46_330, 'dd.mm.yyyy'), cell(0.02, '0.00%'), cell(1190, '#,##0.00 "EUR"')],
          [cell('INV-2026-0002'), cell(46_331, 'dd.mm.yyyy'), cell(0, '0.00%'), cell(0.1 + 0.2, '#,##0.00')],
        ],
      },
      { sheet: 'Notes', data: [[cell('nothing')]] },
    ]).toBuffer()
    expect(await readWorkbook(Buffer.from(bytes))).toEqual({
      ok: true,
      value: [
        [
          ['Invoice', 'Date', 'Rate', 'Paid'],
          ['INV-2026-0001', '', '', '1190.00'],
          ['INV-2026-0002', '', '', '0.30'],
        ],
        [['nothing']],
      ],
    })
  })

  it('without formats has the decimals of a column in all of it; a year and a count stay whole', async () => {
    const rows = `
      <row><c r="A1"><v>2026</v></c><c r="C1"><v>500</v></c></row>
      <row><c r="A2"><v>2026</v></c><c r="C2"><v>119.5</v></c><c r="D2" t="e"><v>#REF!</v></c></row>
      <row><c t="inlineStr"><is><r><t>INV-</t></r><r><t>1</t></r></is></c><c><v>3</v></c><c><v>12.345</v></c></row>`
    expect(await readWorkbook(zip({ 'xl/worksheets/sheet1.xml': sheet(rows) }))).toEqual({
      ok: true,
      value: [
        [
          ['2026', '', '500.000'],
          ['2026', '', '119.50', '#REF!'],
          ['INV- 1', '3', '12.345'],
        ],
      ],
    })
  })

  it('that is made to exhaust who reads it, or is none, is refused', async () => {
    const good = zip({ 'xl/worksheets/sheet1.xml': sheet('<row><c><v>1.5</v></c></row>') })
    const many = '<c/>'.repeat(70_000)
    const hostile = {
      bomb: zip({ 'xl/worksheets/sheet1.xml': sheet(' '.repeat(4_000_000)) }),
      cells: zip({ 'xl/worksheets/sheet1.xml': sheet(`<row>${many}</row>`) }),
      deep: zip({ 'xl/worksheets/sheet1.xml': '<a>'.repeat(1_000) }),
      entity: zip({ 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      'not xml': zip({ 'xl/worksheets/sheet1.xml': '\u0000\u0001' }),
      'cut short': good.subarray(0, 60),
      'no zip': Buffer.from('Invoice;Paid'),
      empty: Buffer.alloc(0),
    }
    for (const [name, bytes] of Object.entries(hostile))
      expect([name, (await readWorkbook(bytes)).ok]).toEqual([name, false])
    expect((await readWorkbook(good)).ok).toBe(true)
  })

  it('with any of its bytes changed is read or refused, and nothing else', async () => {
    const good = zip({
      'xl/worksheets/sheet1.xml': sheet('<row><c r="B1"><v>1.5</v></c></row>'),
      'xl/styles.xml': '<a/>',
    })
    for (let at = 0; at < good.length; at += 1)
      for (const value of [0x00, 0x7f, 0xff]) {
        const bytes = Buffer.from(good)
        bytes[at] = value
        expect(typeof (await readWorkbook(bytes)).ok).toBe('boolean')
      }
  })

  it('that puts a cell where no column is takes no room for it', async () => {
    const rows = '<row><c r="XFD1"><v>1.5</v></c><c r="ZZZ1"><v>2.5</v></c><c r="B1"><v>3.5</v></c></row>'
    expect(await readWorkbook(zip({ 'xl/worksheets/sheet1.xml': sheet(rows) }))).toEqual({
      ok: true,
      value: [[['', '3.50']]],
    })
  })
})
