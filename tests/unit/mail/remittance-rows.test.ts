import { expect, it } from 'vitest'
import { readRemittance } from '../../../src/domain/banking/remittance.js'
import { rawHeaders } from '../../../src/mail/message-headers.js'
import { remittanceRows } from '../../../src/mail/remittance-rows.js'

const html = `<style>td { padding: 0 }</style><p>Dear all,<br>we pay by transfer:</p>
  <table><tr><th>Invoice</th><th>Paid</th></tr>
    <tr><td><a href="https://nordwind.example/1">INV-2026-0001</a></td>
        <td>1&nbsp;190.00&nbsp;&euro;</td></tr>
    <tr><td>INV-2026-0002</td><td>300.00&#160;&#8364;</td></tr></table><div>Total: 1,490.00</div>`
const invoices = ['INV-2026-0001', 'INV-2026-0002'].map((number) => ({ id: number, number, currency: 'EUR' }))

it('a row of a table in HTML is one row, whatever stands in its cells and however they are written', async () => {
  const [rows = []] = await remittanceRows({ headers: rawHeaders([]), text: '', html, parts: [] })
  expect(rows.map((row) => row.split('\t').map((cell) => cell.replaceAll('\u00a0', ' ').trim()))).toEqual(
    expect.arrayContaining([
      ['Invoice', 'Paid', ''],
      ['INV-2026-0001', '1 190.00 €', ''],
      ['INV-2026-0002', '300.00 €', ''],
      ['Total: 1,490.00'],
    ]),
  )
  expect(readRemittance(rows, invoices)).toEqual({
    currency: 'EUR',
    totalMinor: 1490_00n,
    parts: [
      { invoiceId: 'INV-2026-0001', minor: 1190_00n },
      { invoiceId: 'INV-2026-0002', minor: 300_00n },
    ],
  })
})
