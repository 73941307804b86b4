import { expect, test } from 'vitest'
import { refusedLines } from '../../../src/cli/refused-rows.js'

const owner = (row: number, value = 'Jane Doe') => ({ row, field: 'owner', value, reason: 'Nobody is called that.' })

test('rows with the same fault share one line, the rows named', () => {
  const whole = { row: 3, field: null, value: null, reason: 'Row 2 is about the same already.' }
  expect(refusedLines([owner(2), whole, owner(4), owner(9, 'Joe')])).toEqual([
    'rows 2, 4, owner “Jane Doe”: Nobody is called that.',
    'row 3: Row 2 is about the same already.',
    'row 9, owner “Joe”: Nobody is called that.',
  ])
  expect(refusedLines(Array.from({ length: 500 }, (_, at) => owner(at + 2)))).toEqual([
    'rows 2 to 501, owner “Jane Doe”: Nobody is called that.',
  ])
  expect(refusedLines(Array.from({ length: 20 }, (_, at) => owner(2 * at)))).toEqual([
    'rows 0, 2, 4, 6, 8, 10, 12, 14 and 12 more, owner “Jane Doe”: Nobody is called that.',
  ])
})

test('of more faults than a terminal holds the rest is counted', () => {
  const lines = refusedLines(Array.from({ length: 60 }, (_, at) => owner(at, `Jane ${at % 55}`)))
  expect(lines).toHaveLength(51)
  expect(lines.at(-1)).toBe('… and 5 more: --json names them all.')
})
