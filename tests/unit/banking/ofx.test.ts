import { expect, it } from 'vitest'
import { readStatements } from '../../../src/documents/statements/read-statements.js'

const sgml = `OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:USASCII
CHARSET:1252

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>0<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD
<BANKACCTFROM><BANKID>1<ACCTID>999-1<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261101<DTEND>20261130
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261103120000[-5:EST]<TRNAMT>1,250.00<FITID>F1<NAME>M\u00fcller &amp; Co<MEMO></STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261104<TRNAMT>-4.50<FITID>F2<MEMO>Fee</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>2245.50<DTASOF>20261130</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`
const xml = sgml
  .slice(sgml.indexOf('<OFX>'))
  .replace(/<([A-Z]+)>([^<\n]+)(\n?)(?=<)/g, '<$1>$2</$1>$3')
  .replace('<MEMO></STMTTRN>', '<MEMO></MEMO></STMTTRN>')

const lines = [
  {
    bookingDate: '2026-11-03',
    amountMinor: 125_000n,
    counterpartyName: 'Müller & Co',
    bankReference: 'F1',
    typeCode: 'CREDIT',
  },
  { bookingDate: '2026-11-04', amountMinor: -450n, counterpartyName: null, remittance: 'Fee', bankReference: 'F2' },
]

it.each([
  ['SGML in Windows-1252', Buffer.from(sgml, 'latin1')],
  ['XML', Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="211"?>${xml}`)],
])('OFX as %s says the same', (_, bytes) => {
  const read = readStatements(bytes)
  expect(read).toMatchObject({
    ok: true,
    value: {
      format: 'ofx',
      statements: [
        {
          account: '9991',
          currency: 'USD',
          from: '2026-11-01',
          to: '2026-11-30',
          openingMinor: null,
          closingMinor: 224_550n,
          lines,
        },
      ],
    },
  })
})
