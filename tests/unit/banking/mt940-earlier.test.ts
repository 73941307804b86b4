import { describe, expect, it } from 'vitest'
import { readMt940 } from '../../../src/documents/statements/mt940/read-mt940.js'
import { contentKey, newLines } from '../../../src/domain/banking/new-lines.js'

const FILE = `:20:S
:25:DE89370400440532013000
:28C:1/1
:60F:C260101EUR0,00
:61:2601020102C100,00NTRFEREF//14090140301
/TRCD/00100/
:86:/EREF/E2E-7//CNTP/NL20INGB0001234567/INGBNL2A/HOST BV/AMSTERDAM/REMI/USTD//INV-2026-0042/
:61:2601020102C5,00NTRFX//14090140302/TRCD/00200/
:86:/ORDP/ACME INC/BENM/US LTD/REMI/WIRE/BUSP/1
:61:2601020102C7,00NTRFPREF//B3
:86:/PREF/RUN-3/REMI/AS BEFORE
:62F:C260102EUR112,00
`

/** As the version before code words were read under a movement stored the first two. */
const STORED = [
  'e565db19ed0c3f551fcf881b087b26174dd9f6647b2c10fd6c7072e7b4c0c90c',
  '4690cd2e613beb1b653b6b0f7e6dab7b48fe33dea89c7c03f47e58dc0e9a52f7',
]

function read() {
  const file = readMt940(FILE)
  if (!file.ok) throw new Error(file.problem)
  return file.value.statements[0]?.lines ?? []
}
const known = (keys: readonly string[], bookingDate = '2026-01-02') =>
  keys.map((key, n) => ({
    contentKey: key,
    bookingDate,
    amountMinor: [100_00n, 5_00n][n] ?? 0n,
    format: 'mt940' as const,
    statementId: 's1',
  }))
const brought = (stored: Parameters<typeof newLines>[1]) =>
  newLines(read(), stored, { format: 'mt940', apart: new Map() }).map(({ line }) => line.amountMinor)

describe('lines of MT940 that an earlier version stored', () => {
  it('are known again, though more is read in them now', () => {
    expect(read().map(({ remittance }) => remittance)).toEqual(['INV-2026-0042', 'WIRE', 'AS BEFORE'])
    expect(read().map(contentKey)).not.toContain(STORED[1])
    expect(brought(known(STORED))).toEqual([7_00n])
  })

  it('are each known once: a second movement that says the same is new', () => {
    const twice = [...read(), ...read()]
    const found = newLines(twice, known(STORED), { format: 'mt940', apart: new Map() })
    expect(found.map(({ line }) => line.amountMinor)).toEqual([7_00n, 100_00n, 5_00n, 7_00n])
    expect(found.map(({ contentKey: key }) => key)).not.toContain(STORED[1])
  })

  it('carry an earlier reading only where it was another', () => {
    expect(read().map(({ earlier }) => earlier)).toEqual([
      undefined,
      expect.objectContaining({ remittance: 'WIRE/BUSP/1', bankReference: '14090140302/TRCD/00200/', endToEndId: 'X' }),
      expect.objectContaining({ reference: null, endToEndId: 'PREF' }),
    ])
  })
})
