import { expect, it } from 'vitest'
import { statementNames } from '../../../src/db/statement-names.js'

it('a statement has a name from its second time on, and none other has it', () => {
  const nameOf = statementNames()
  const [one, other] = ['select $1::int', 'select $1::text']
  expect(nameOf({ sql: one })).toBe('')
  const name = nameOf({ sql: one })
  expect(name).not.toBe('')
  expect(nameOf({ sql: other })).toBe('')
  expect(nameOf({ sql: other })).not.toBe(name)
  expect(nameOf({ sql: one })).toBe(name)
})

it('what differs every time fills no connection’s memory', () => {
  const nameOf = statementNames()
  const twice = (sql: string) => [nameOf({ sql }), nameOf({ sql })][1]
  const names = Array.from({ length: 3_000 }, (_, n) => twice(`select ${n}`))
  expect(new Set(names.filter((name) => name !== '')).size).toBe(500)
  expect(names.slice(500).every((name) => name === '')).toBe(true)
})

it('many statements that come once do not keep one that comes again from a name', () => {
  const nameOf = statementNames()
  for (let n = 0; n < 10_000; n += 1) nameOf({ sql: `select ${n}` })
  nameOf({ sql: 'select now()' })
  expect(nameOf({ sql: 'select now()' })).not.toBe('')
})
