import { describe, expect, it } from 'vitest'
import { amountsIn, readRemittance } from '../../../src/domain/banking/remittance.js'

const invoices = ['INV-2026-0042', 'INV-2026-0043', 'INV-2026-0044'].map((number) => ({
  id: number,
  number,
  currency: 'EUR',
}))
const read = (text: string) => {
  const found = readRemittance(text.split('\n'), invoices)
  return found && [found.totalMinor, ...found.parts.map(({ invoiceId, minor }) => `${invoiceId.slice(-2)}=${minor}`)]
}

describe('amounts in a row', () => {
  it.each([
    ['INV-2026-0042 12.11.2026 1.190,00 23,80- 1.166,20 EUR', [119000n, 2380n, 116620n]],
    ['2026-11-12;1,190.00;-23.80', [119000n, -2380n]],
    ["CHF 1'190.00 / 2 % / 12/11/26", [119000n]],
    ['1 190,00', [119000n]],
    ['3.145 items, 12.5 %, 192.168.0.12, v2.10.1', []],
  ])('%s', (text, amounts) => {
    expect(amountsIn(text, 'EUR')).toEqual(amounts)
  })
})

describe('amounts of a currency with other decimals', () => {
  it.each([
    ['INV-2026-0042 of 12 Nov 2026: ¥110,000', 'JPY', [110000n]],
    ['INV-2026-0042 110000円, 3 items', 'JPY', [110000n]],
    ['INV-2026-0042;2026-11-12;110000;JPY', 'JPY', [110000n]],
    ['INV-2026-0042 1.190.000 KRW', 'KRW', [1190000n]],
    ['KRW -5,000.00 of 12/11/2026', 'KRW', [-5000n]],
    ['CLP 45900', 'CLP', [45900n]],
    ['INV-2026-0042 of 2026, 30 days, order 4711', 'JPY', []],
    ['INV-2026-0042 1,250.500 KWD', 'KWD', [1250500n]],
    ['INV-2026-0042 12.50 KWD, 2.5 %', 'KWD', [12500n]],
  ])('%s', (text, currency, amounts) => {
    expect(amountsIn(text, currency)).toEqual(amounts)
  })

  it('say what a payment is for', () => {
    const inYen = invoices.map((invoice) => ({ ...invoice, currency: 'JPY' }))
    const found = readRemittance(['INV-2026-0042 ¥110,000', 'INV-2026-0043 ¥5,500', 'Total ¥115,500'], inYen)
    expect(found).toMatchObject({ currency: 'JPY', totalMinor: 115500n })
  })
})

describe('what a mail says a payment is for', () => {
  it('is invoices with what is paid of each', () => {
    expect(read('We pay:\nInv. 2026/0042 of 2 Nov: 1,190.00 EUR\nINV-2026-0043: 500.00 EUR')).toEqual([
      169000n,
      '42=119000',
      '43=50000',
    ])
  })

  it('is in the column that comes to the sum it states', () => {
    const list = (total: string) => `Beleg;Brutto;Skonto;Zahlbetrag
INV-2026-0042;1.190,00;23,80;1.166,20
INV-2026-0043;595,00;0,00;595,00
Summe;${total}`
    expect(read(list('1.761,20'))).toEqual([176120n, '42=116620', '43=59500'])
    expect(read(list('1.785,00'))).toEqual([178500n, '42=119000', '43=59500'])
    expect(read(list('1.999,00'))).toBeNull()
  })

  it.each([
    ['no invoice', 'Thank you for the offer of 1,190.00 EUR'],
    ['no amount', 'We have paid INV-2026-0042 yesterday'],
    ['several amounts and no sum', 'INV-2026-0042 1,190.00 less 23.80'],
    ['an invoice twice', 'INV-2026-0042 100.00\nINV-2026-0042 200.00'],
    ['what is taken off', 'INV-2026-0042 -100.00'],
  ])('is nothing where there is %s', (_what, text) => {
    expect(read(text)).toBeNull()
  })

  it('is the same when it is quoted below', () => {
    expect(read('INV-2026-0042 1,190.00\n> INV-2026-0042 1,190.00')).toEqual([119000n, '42=119000'])
  })
})
