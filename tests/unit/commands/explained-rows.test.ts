import { expect, test } from 'vitest'
import { explainedRows } from '../../../src/bots/commands/report/explained-rows.js'

const columns = [
  { key: 'code', label: 'Code', type: 'text' },
  { key: 'name', label: 'Name', type: 'text' },
] as const

const labels = (rows: readonly (readonly [code: string, name: string, command: string | null])[]) =>
  explainedRows({
    columns,
    rows: rows.map(([code, name]) => ({ code, name })),
    explain: rows.map(([, , command]) => command),
  }).map(({ label }) => label)

test('rows that are called alike and list different things are told apart by their next column', () => {
  expect(
    labels([
      ['S', 'VAT 20 %', 'journal list tax:S side:sale'],
      ['S', 'Input tax 20 %', 'journal list tax:S side:purchase'],
      ['Z', 'Zero', 'journal list tax:Z'],
    ]),
  ).toEqual(['S, VAT 20 %', 'S, Input tax 20 %', 'Z'])
})

test('rows that list the same are one, and what lists nothing is none', () => {
  expect(
    labels([
      ['Negotiation', 'EUR', 'deal list stage:negotiation'],
      ['Negotiation', 'GBP', 'deal list stage:negotiation'],
      ['Total', '', null],
    ]),
  ).toEqual(['Negotiation'])
})

test('rows that only their currency tells apart say it, and a figure alone is called by what it is a figure of', () => {
  const money = (minor: bigint, currency: string) => ({ money: { minor, currency } })
  const forecast = explainedRows({
    columns: [
      { key: 'outcome', label: 'Outcome', type: 'text' },
      { key: 'why', label: 'Why', type: 'text' },
      { key: 'native', label: 'Amount', type: 'money' },
      { key: 'worth', label: 'Worth', type: 'money' },
    ],
    rows: [
      { outcome: 'Lost', why: 'Too expensive', native: money(5n, 'EUR'), worth: money(4n, 'GBP') },
      { outcome: 'Lost', why: 'Too expensive', native: money(5n, 'GBP'), worth: money(5n, 'GBP') },
      { outcome: 'Won', why: 'Price', native: money(9n, 'GBP'), worth: money(9n, 'GBP') },
    ],
    explain: ['a', 'b', 'c'],
  })
  expect(forecast.map(({ label }) => label)).toEqual(['Lost, Too expensive, EUR', 'Lost, Too expensive, GBP', 'Won'])
  const count = explainedRows({
    columns: [{ key: 'n', label: 'Deals', type: 'number' }],
    rows: [{ n: 12 }],
    explain: ['report deals where status:open'],
  })
  expect(count.map(({ label }) => label)).toEqual(['Deals'])
})
