import { expect, test } from 'vitest'
import { readParams } from '../../../src/bots/commands/read-params.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { rangeFrom } from '../../../src/bots/commands/values/calendar-words.js'
import { readDate } from '../../../src/bots/commands/values/date.js'
import { readReport } from '../ask/reading.js'
import { reading } from './commands.js'

// A month without its year is the last one where what is asked about has happened: on 23 November "revenue in March" is no forecast.

const { commands } = await loadCatalog()

test.each([
  ['march', 1, '2026-03-01', '2026-03-31'],
  ['november', 1, '2026-11-01', '2026-11-30'],
  ['december', 1, '2025-12-01', '2025-12-31'],
  ['q1', 1, '2026-01-01', '2026-03-31'],
  ['q4', 1, '2026-10-01', '2026-12-31'],
  ['q4', 4, '2026-01-01', '2026-03-31'],
  ['h2', 4, '2026-10-01', '2027-03-31'],
  ['h1', 12, '2025-12-01', '2026-05-31'],
  ['march 2027', 1, '2027-03-01', '2027-03-31'],
])('%s of a year from month %i has begun', (typed, fiscalYearStart, from, to) => {
  expect(rangeFrom(typed, { ...reading, past: true, fiscalYearStart })).toEqual({ from, to })
})

test.each([
  ['5 december', '2025-12-05'],
  ['friday', '2026-11-20'],
  ['monday', '2026-11-23'],
  ['end of march', '2026-03-31'],
])('%s is a day that was', (typed, expected) => {
  expect(readDate(typed, { ...reading, past: true })).toMatchObject({ value: expected })
})

const days = (text: string) => readReport(text).where.flatMap(({ tests }) => tests)

test.each([
  ['report invoices where issued:march', '2026-03-01'],
  ['report deals where close:march', '2027-03-01'],
  ['report deals where closed:march', '2026-03-01'],
  ['report invoices where due:january', '2027-01-01'],
  ['report postings where entry.date:q1', '2026-01-01'],
])('%s begins on %s', (text, from) => {
  expect(days(text)).toMatchObject([{ value: { from } }])
})

test('what ends before it begins began in the year before', () => {
  expect(days('report invoices where issued:october..february')).toMatchObject([
    { from: { from: '2025-10-01' }, to: { to: '2026-02-28' } },
  ])
  expect(days('report invoices where issued:january..march')).toMatchObject([
    { from: { from: '2026-01-01' }, to: { to: '2026-03-31' } },
  ])
  expect(readReport('report invoices where issued:this-month compare:march').compare).toMatchObject({
    from: '2026-03-01',
  })
})

test.each([
  ['report profit-and-loss', { from: 'q1', to: 'q1' }, { from: '2026-01', to: '2026-03' }],
  ['report cash-flow', { from: 'january', to: 'march' }, { from: '2026-01', to: '2026-03' }],
  ['report cash-flow', { from: 'october', to: 'february' }, { from: '2025-10', to: '2026-02' }],
  ['report cash-flow', { from: 'this month', to: 'march' }, { from: '2026-11', to: '2026-03' }],
  ['report balance-sheet', { asof: 'march' }, { asof: '2026-03-31' }],
  ['report run', { name: 'Profit and loss', from: 'q1' }, { from: '2026-01' }],
  ['report explain', { name: 'tax', from: 'february' }, { from: '2026-02' }],
  ['report forecast', { from: 'january', to: 'march' }, { from: '2027-01', to: '2027-03' }],
  ['report run', { name: 'forecast', from: 'march' }, { from: '2027-03' }],
])('%s with %o', (name, given, expected) => {
  const command = commands.get(name)
  if (!command) throw new Error(`There is no ${name}.`)
  expect(readParams(command, given, reading).values).toMatchObject(expected)
})
