import { expect, test } from 'vitest'
import { type PaymentFile, pain001 } from '../../../src/documents/pain/pain-001.js'
import { sepaText } from '../../../src/documents/pain/sepa-text.js'
import { find, findAll, textAt } from '../../../src/documents/xml/find.js'
import { readXml } from '../../../src/documents/xml/read-xml.js'

const file: PaymentFile = {
  messageId: 'RUN-3-20261127',
  createdAt: new Date('2026-11-26T13:05:00Z'),
  payOn: '2026-11-27',
  debtor: { name: 'Møbelhaus Süd & Söhne', iban: 'DE89370400440532013000' },
  currency: 'EUR',
  transfers: [
    {
      endToEndId: 'BILL-12',
      amountMinor: 123_456n,
      creditor: { name: 'Acme <Ltd>', iban: 'GB29NWBK60161331926819', bic: 'NWBKGB2L' },
      remittance: 'RF18 5390 0754 7034',
    },
    {
      endToEndId: 'BILL-13',
      amountMinor: 5n,
      creditor: { name: 'Łódź Sp. z o.o.', iban: 'PL61109010140000071219812874', bic: null },
      remittance: 'R-2026/88 & more',
    },
  ],
}

const read = (version: '03' | '09') => {
  const document = readXml(pain001(file, version))
  if (!document.ok) throw new Error(document.problem)
  return { root: document.value, batch: find(document.value, 'CstmrCdtTrfInitn/PmtInf') }
}

test.each(['03', '09'] as const)('pain.001.001.%s: what a bank checks', (version) => {
  const { root, batch } = read(version)
  expect(root.namespace).toBe(`urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}`)
  const head = find(root, 'CstmrCdtTrfInitn/GrpHdr')
  for (const at of [head, batch]) expect([textAt(at, 'NbOfTxs'), textAt(at, 'CtrlSum')]).toEqual(['2', '1234.61'])
  expect(textAt(batch, version === '03' ? 'ReqdExctnDt' : 'ReqdExctnDt/Dt')).toBe('2026-11-27')
  const [first, second] = findAll(batch, 'CdtTrfTxInf')
  expect(textAt(first, 'PmtId/EndToEndId')).toBe('BILL-12')
  expect(textAt(first, 'Amt/InstdAmt')).toBe('1234.56')
  expect(find(first, 'Amt/InstdAmt')?.attributes).toEqual({ Ccy: 'EUR' })
  expect(textAt(first, `CdtrAgt/FinInstnId/${version === '03' ? 'BIC' : 'BICFI'}`)).toBe('NWBKGB2L')
  expect(textAt(first, 'RmtInf/Strd/CdtrRefInf/Ref')).toBe('RF18539007547034')
  expect(find(second, 'CdtrAgt')).toBeUndefined()
  expect(textAt(second, 'RmtInf/Ustrd')).toBe('R-2026/88 + more')
  expect(textAt(second, 'Cdtr/Nm')).toBe('Lodz Sp. z o.o.')
})

test('elements of a transfer stand in the order that the schema demands', () => {
  const [first] = findAll(read('09').batch, 'CdtTrfTxInf')
  expect(first?.children.map(({ name }) => name)).toEqual(['PmtId', 'Amt', 'CdtrAgt', 'Cdtr', 'CdtrAcct', 'RmtInf'])
  expect(
    read('09')
      .batch?.children.map(({ name }) => name)
      .slice(0, 9),
  ).toEqual(['PmtInfId', 'PmtMtd', 'NbOfTxs', 'CtrlSum', 'PmtTpInf', 'ReqdExctnDt', 'Dbtr', 'DbtrAcct', 'DbtrAgt'])
})

test.each([
  ['Müller & Söhne', 70, 'Muller + Sohne'],
  ['Straße №5', 70, 'Strasse 5'],
  ['日本', 70, '-'],
  ['abcdef', 3, 'abc'],
])('%s in at most %i', (text, most, expected) => {
  expect(sepaText(text, most)).toBe(expected)
})
