import { describe, expect, it } from 'vitest'
import type { ReadOptions } from '../../../src/documents/statements/read-statements.js'
import { readStatements } from '../../../src/documents/statements/read-statements.js'

const read = (text: string, options: ReadOptions = { currency: 'EUR' }) => readStatements(Buffer.from(text), options)

describe('a bank’s CSV', () => {
  it('is read by its headings, newest first turned round, with its balances', () => {
    const german = `Umsatzanzeige;;\nKonto;DE89;;\n\nBuchungstag;Valuta;Name Zahlungsbeteiligter;Verwendungszweck;Betrag;Waehrung;Saldo nach Buchung
21.11.2026;21.11.2026;"Nordwind; Hamburg";INV-2026-0042;1.190,00;EUR;1.280,50
20.11.2026;20.11.2026;Bank;Entgelt;-9,50;EUR;90,50
;;;;;;`
    expect(read(german)).toMatchObject({
      ok: true,
      value: {
        statements: [
          {
            currency: 'EUR',
            from: '2026-11-20',
            to: '2026-11-21',
            openingMinor: 10_000n,
            closingMinor: 128_050n,
            lines: [
              { amountMinor: -950n, counterpartyName: 'Bank' },
              { amountMinor: 119_000n, counterpartyName: 'Nordwind; Hamburg', remittance: 'INV-2026-0042' },
            ],
          },
        ],
      },
    })
  })

  it('takes what it is told of columns, decimals and dates', () => {
    const options = {
      currency: 'USD',
      csv: { columns: { date: 'When', credit: 'In', debit: 'Out', text: 'What' }, dateFormat: 'MM/DD/YYYY' },
    }
    expect(read('When,What,In,Out\n11/02/2026,Sale,"1,250.00",\n11/03/2026,Rent,,(80.5)', options)).toMatchObject({
      ok: true,
      value: {
        statements: [
          {
            lines: [
              { bookingDate: '2026-11-02', amountMinor: 125_000n },
              { bookingDate: '2026-11-03', amountMinor: -8050n },
            ],
          },
        ],
      },
    })
  })

  it.each([
    ['Date,Amount\n01/02/2026,5', 'whether the day or the month comes first'],
    ['Date,Amount\n2026-11-02,much', 'Row 2: “much” is no amount'],
    ['Date,Amount,Currency\n2026-11-02,5,EUR\n2026-11-02,5,USD', 'one account has one currency'],
    ['A,B\n1,2', 'Which column is which'],
    ['Date,Amount\n', 'no movement under it'],
  ])('refuses what can’t be told: %s', (text, reason) => {
    const result = read(text)
    expect(result.ok ? '' : result.problem).toContain(reason)
  })

  it('refuses a column that is not there, naming those that are', () => {
    const result = read('Tag,Betrag\n1,2', { csv: { columns: { date: 'Datum' } } })
    expect(result.ok ? '' : result.problem).toBe('It has no column “Datum”. Its columns seem to be “Tag”, “Betrag”')
  })
})
