import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readStatements } from '../../src/documents/statements/read-statements.js'
import { footingOf } from '../../src/domain/banking/footing.js'

/** Public bank statements beside the repository: the test data of two libraries that read CAMT and OFX. */
const corpus = path.resolve(import.meta.dirname, '../../../shared/data/bank')
const there = existsSync(corpus)
const names = there
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(xml|ofx)$/.test(name))
      .sort()
  : []

it(`the public bank statements are ${there ? 'here' : 'not here, so nothing else in this file runs'}: ${corpus}`, () => {
  expect(names.length > 0).toBe(there)
})

/** Once, where it is there. */
const places = there ? [corpus] : []

const read = (name: string) => readStatements(readFileSync(path.join(corpus, name)))

it.each(names)('%s is read whole, or refused with its reason, and what is read foots or says why not', (name) => {
  const file = read(name)
  if (!file.ok) return expect(file.problem).toMatch(/^It .{10,}/)
  for (const { reason } of file.value.refused) expect(reason).toMatch(/.{10,}/)
  for (const statement of file.value.statements) {
    expect(statement.currency).toMatch(/^[A-Z]{3}$/)
    const { footing, differenceMinor, note } = footingOf(statement)
    const balances = statement.openingMinor !== null && statement.closingMinor !== null
    expect(footing === 'unknown').toBe(!balances)
    expect(footing === 'unfooted').toBe(differenceMinor !== 0n)
    if (footing === 'unfooted') expect(note).toContain(' off.')
  }
  return expect(file.value.statements.length + file.value.refused.length).toBeGreaterThan(0)
})

it.each(places)('every camt.053 is read as one, and no intraday report or notification passes for it', () => {
  const kinds = names.filter((name) => name.includes('camt')).map((name) => ({ name, file: read(name) }))
  for (const { name, file } of kinds) {
    const isStatement = /camt0?53/.test(name) && !name.includes('wrong')
    expect({ name, isStatement: file.ok }).toEqual({ name, isStatement })
  }
})

it.each(places)(
  'balances in another currency foot nothing, and a closing balance that is off is told by how much',
  () => {
    const footing = (name: string) => {
      const file = read(`camt-genkgo/${name}`)
      const [statement] = file.ok ? file.value.statements : []
      return statement && footingOf(statement)
    }
    expect(footing('camt053.v2.five.decimals.xml')).toMatchObject({ footing: 'unfooted', differenceMinor: 5n })
    expect(footing('camt053.v8.xml')).toMatchObject({
      footing: 'unknown',
      note: 'The balance CLBD is in SEK, the account in EUR.',
    })
  },
)

it.each(places)('OFX tells of its accounts and payments what the bank wrote', () => {
  const file = read('ofxparse/bank_medium.ofx')
  expect(file).toMatchObject({
    ok: true,
    value: { statements: [{ account: '12300000012345678', currency: 'CAD', closingMinor: 38_234n }] },
  })
  const lines = file.ok ? file.value.statements[0]?.lines : []
  expect(lines?.map(({ bookingDate, amountMinor }) => [bookingDate, amountMinor])).toEqual([
    ['2009-04-01', -660n],
    ['2009-04-02', -31_667n],
    ['2009-04-03', -2_200n],
  ])
})
