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
