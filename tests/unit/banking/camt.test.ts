import { describe, expect, it } from 'vitest'
import { readStatements } from '../../../src/documents/statements/read-statements.js'
import { camt } from './files.js'

const read = (xml: string) => {
  const file = readStatements(Buffer.from(xml))
  if (!file.ok) throw new Error(file.problem)
  return file.value
}
const problem = (bytes: string | Uint8Array) => {
  const file = readStatements(Buffer.from(bytes))
  return file.ok ? null : file.problem
}

describe('camt.053', () => {
  it('reads who paid what for what', () => {
    const [statement] = read(
      camt({
        opening: '100.00',
        closing: '1290.00',
        entries: `<Ntry><Amt Ccy="EUR">1190.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
          <BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt><AcctSvcrRef>B-77</AcctSvcrRef>
          <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
          <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
            <RltdPties><Dbtr><Nm>Nordwind GmbH</Nm></Dbtr><DbtrAcct><Id><IBAN>DE02 1203 0000 0000 2020 51</IBAN></Id></DbtrAcct>
              <Cdtr><Nm>Lindenhof</Nm></Cdtr></RltdPties>
            <RmtInf><Ustrd>Invoice INV-2026-</Ustrd><Ustrd>0042</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
      }),
    ).statements
    expect(statement).toMatchObject({
      account: 'DE89370400440532013000',
      openingMinor: 10_000n,
      closingMinor: 129_000n,
      lines: [
        {
          bookingDate: '2026-11-20',
          valueDate: '2026-11-21',
          amountMinor: 119_000n,
          counterpartyName: 'Nordwind GmbH',
          counterpartyAccount: 'DE02120300000000202051',
          remittance: 'Invoice INV-2026- 0042',
          endToEndId: null,
          bankReference: 'B-77',
          typeCode: 'PMNT/RCDT/ESCT',
        },
      ],
    })
  })

  it('makes a line of each transaction of a batch that adds up, and one line of a batch that does not', () => {
    const batch = (second: string) => `<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
      <BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls>
      <TxDtls><Amt Ccy="EUR">10.00</Amt><RltdPties><Cdtr><Pty><Nm>One</Nm></Pty></Cdtr></RltdPties></TxDtls>
      <TxDtls><Amt Ccy="EUR">${second}</Amt><RltdPties><Cdtr><Pty><Nm>Two</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>`
    const lines = (second: string) => read(camt({ entries: batch(second) })).statements[0]?.lines ?? []
    expect(lines('20.00').map((l) => [l.counterpartyName, l.amountMinor])).toEqual([
      ['One', -1000n],
      ['Two', -2000n],
    ])
    expect(lines('19.00').map((l) => [l.counterpartyName, l.amountMinor])).toEqual([[null, -3000n]])
  })

  it('leaves out what is not booked yet and says so', () => {
    const pending = `<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>`
    const [statement] = read(camt({ entries: pending })).statements
    expect(statement).toMatchObject({ lines: [], notes: ['Entry 1 is left out: its status is PDNG, not booked'] })
  })

  it.each([
    ['an amount with more digits than its currency', '<Amt Ccy="EUR">1.005</Amt>', 'more digits than EUR has'],
    ['another currency', '<Amt Ccy="USD">1.00</Amt>', 'it is in USD, the account in EUR'],
    ['no amount', '', 'it has no amount'],
  ])('refuses a statement with %s, naming the entry', (_, amount, reason) => {
    const entry = `<Ntry>${amount}<CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>`
    expect(read(camt({ entries: entry })).refused[0]).toMatchObject({
      where: 'statement 1',
      reason: expect.stringContaining(`Entry 1: `) as unknown,
    })
    expect(read(camt({ entries: entry })).refused[0]?.reason).toContain(reason)
  })
})

describe('what is no statement', () => {
  it.each([
    ['', 'The file is empty'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><Document>&a;</Document>', 'It has a DOCTYPE'],
    ['<Document><a></Document>', 'It is not well-formed XML'],
    [`<Document>${'<a>'.repeat(80)}${'</a>'.repeat(80)}</Document>`, 'It nests deeper than 64'],
    [
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn/></Document>',
      'camt.054',
    ],
    ['<html><body/></html>', 'no bank statement'],
    ['%PDF-1.7', 'It is a PDF'],
    ['PK\u0003\u0004', 'It is a ZIP archive'],
    ['just words', 'Which column is which'],
  ])('%s', (text, reason) => {
    expect(problem(text)).toContain(reason)
  })

  it('reads UTF-16 and Windows-1252 as well as UTF-8', () => {
    const xml = camt({ entries: '' }).replace('Main', 'Köln')
    for (const bytes of [
      Buffer.from(xml),
      Buffer.from(`\ufeff${xml}`, 'utf16le'),
      Buffer.from(xml.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
    ])
      expect(problem(bytes)).toBeNull()
  })
})
