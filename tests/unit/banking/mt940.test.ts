import { describe, expect, it } from 'vitest'
import { readStatements } from '../../../src/documents/statements/read-statements.js'

const file = (lines: string) => `:20:STARTUMS
:25:20050550/1234567890
:28C:47/1
:60F:C251230EUR1.000,00
${lines}
:62F:C260102EUR1.690,50
-`

function read(lines: string) {
  const read = readStatements(Buffer.from(file(lines)))
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

describe('MT940', () => {
  it('reads German subfields with SEPA keywords', () => {
    const [statement] = read(`:61:2512310102C190,50NTRFNONREF//B4711
:86:166?00GUTSCHRIFT?109249?20EREF+E2E-1?21SVWZ+Rechnung INV-20?2226-0042 vom 1.12.?30DEUTDEFF?31DE021203
?3200000000202051?32NORDWIND GMBH?33 HAMBURG
:61:2601020102C500,NTRFR17//X`).statements
    expect(statement).toMatchObject({
      account: '200505501234567890',
      currency: 'EUR',
      number: '47/1',
      openingMinor: 100_000n,
    })
    expect(statement?.lines[0]).toMatchObject({
      bookingDate: '2026-01-02',
      valueDate: '2025-12-31',
      amountMinor: 19_050n,
      remittance: 'Rechnung INV-2026-0042 vom 1.12.',
      endToEndId: 'E2E-1',
      bankReference: 'B4711',
      typeCode: '166',
    })
    expect(statement?.lines[1]).toMatchObject({
      amountMinor: 50_000n,
      endToEndId: 'R17',
      typeCode: 'NTRF',
      remittance: null,
    })
  })

  it('reads slashes, structured references and reversals', () => {
    const [statement] = read(`:61:260102D12,34NTRFEREF
:86:/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME/HOST BV
/REMI/INV 77 AND 78/EREF/X-9
:61:260102RC5,N051NONREF
:86:/CNTP/NL20INGB0001234567/INGBNL2A/HOST BV/AMSTERDAM/REMI/STRD/CUR/9001234567/`).statements
    expect(statement?.lines).toMatchObject([
      {
        amountMinor: -1234n,
        counterpartyName: 'HOST BV',
        counterpartyAccount: 'NL20INGB0001234567',
        remittance: 'INV 77 AND 78',
        endToEndId: 'X-9',
      },
      { amountMinor: -500n, typeCode: 'RETURN/N051', counterpartyName: 'HOST BV', reference: '9001234567' },
    ])
  })

  it('reads code words under the movement, and where it says that a reference stands in the information', () => {
    const [statement] = read(`:61:2601020102C100,00NTRFEREF//14090140301
/TRCD/00100/
:86:/EREF/E2E-7//CNTP/NL20INGB0001234567/INGBNL2A/HOST BV/AMSTERDAM/REMI/USTD//INV-2026-0042/
:61:2601020102D12,00NTRFPREF//14090140302/TRCD/00200/
:86:/PREF/RUN-3-20260102//REMI/USTD//TOTAL 3 ITEMS/
:61:2601020102D7,00N544MARF
NL20INGB0001234567
:86:/MARF/M-1/EREF/X-1/ORDP//NAME/WE/BENM//NAME/HOST BV/REMI/FEE/ISDT/2026-01-02
:61:2601020102C5,00NTRFNONREF
/OCMT/USD5,50/EXCH/1,1/CHGS/EUR0,10/`).statements
    expect(statement?.lines).toMatchObject([
      {
        typeCode: '00100',
        endToEndId: 'E2E-7',
        bankReference: '14090140301',
        counterpartyName: 'HOST BV',
        counterpartyAccount: 'NL20INGB0001234567',
        remittance: 'INV-2026-0042',
      },
      { typeCode: '00200', bankReference: '14090140302', endToEndId: null, reference: 'RUN-3-20260102' },
      { typeCode: 'N544', endToEndId: 'X-1', counterpartyAccount: 'NL20INGB0001234567', remittance: 'FEE' },
      { original: { minor: 550n, currency: 'USD' }, rate: '1.1', endToEndId: null, bankReference: null },
    ])
  })

  it.each([
    [':61:260102C5,00NTRFX\n:86:/ORDP/ACME INC/BENM/US LTD/REMI/WIRE', 'ACME INC'],
    [':61:260102D5,00S103X\n:86:/ORDP/US LTD/BENM/ACME INC/REMI/WIRE', 'ACME INC'],
    [':61:260102C5,00FTRFX\n:86:/BENM//NAME/ACME INC/REMI/WIRE', 'ACME INC'],
  ])('knows the other party by the direction: %s', (line, counterpartyName) => {
    expect(read(line).statements[0]?.lines).toMatchObject([{ counterpartyName, remittance: 'WIRE', endToEndId: 'X' }])
  })

  it.each([
    [':61:260102D5,00NRTIX//B', 'RETURN/NRTI'],
    [':61:260102D5,00NTRFX//B\n:86:/RTRN/MS03/TRTP/SEPA DD/REMI/Y', 'RETURN/MS03'],
    [':61:260102D5,00NTRFX//B\n:86:109?00RUECKBELASTUNG?20SVWZ+Y', 'RETURN/109'],
    [':61:260102RC5,00NTRFX//B\n:86:/RTRN/AC04/REMI/Y', 'RETURN/AC04'],
  ])('knows what came back: %s', (line, typeCode) => {
    expect(read(line).statements[0]?.lines).toMatchObject([{ typeCode }])
  })

  it('reads plain text, envelopes and several statements', () => {
    const both = `{1:F01AAAAAAAAXXXX0000000000}{2:I940XXXXN}{4:\r\n${file(':61:260102C690,50NMSC\r\n:86:Paid by hand').replace(/\n/g, '\r\n')}}\r\n${file(':61:260102C690,50NMSC').replace('47/1', '48/1')}`
    const read = readStatements(Buffer.from(both))
    expect(read.ok && read.value.statements.map(({ number, lines }) => [number, lines[0]?.remittance])).toEqual([
      ['47/1', 'Paid by hand'],
      ['48/1', null],
    ])
  })

  it.each([
    [':61:26010', 'Line 5: this movement (:61:) can’t be read'],
    [':61:261302C1,NTRF', 'Line 5: 261302 is no day of the calendar'],
    [':61:260102C1,234NTRF', 'Line 5: 1,234 has more digits than EUR has (2)'],
  ])('refuses %s with its line', (line, reason) => {
    expect(read(line).refused[0]?.reason.replace("'", '’')).toContain(reason.replace("'", '’'))
  })
})
