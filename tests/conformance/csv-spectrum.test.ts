import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readTable, readText } from '../../src/imports/read-table.js'

/** csv-spectrum beside the repository: odd CSV files, each with the JSON that it means. */
const corpus = path.resolve(import.meta.dirname, '../../../shared/data/csv/csv-spectrum')
const there = existsSync(corpus)
/** Its JSON has another telephone number than its CSV, so the two don't mean the same. */
const contradictory = 'location_coordinates'
const names = there
  ? readdirSync(path.join(corpus, 'csvs'))
      .map((name) => path.parse(name).name)
      .filter((name) => name !== contradictory)
  : []

it(`csv-spectrum is ${there ? 'here' : 'not here, so nothing else in this file runs'}: ${corpus}`, () => {
  expect(names.length > 0).toBe(there)
})

it.each(names)('%s means what its JSON says', (name) => {
  const text = readText(readFileSync(path.join(corpus, 'csvs', `${name}.csv`)))
  const table = text.ok ? readTable(text.value) : text
  if (!table.ok) throw new Error(table.problem)
  const { headings, rows } = table.value
  const read = rows.map(({ cells }) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])))
  const meant: unknown = JSON.parse(readFileSync(path.join(corpus, 'json', `${name}.json`), 'utf8'))
  expect(plainBreaks(read)).toEqual(plainBreaks(meant))
})

/** The corpus has some line breaks of cells in another form in its JSON than in its CSV. */
const plainBreaks = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows).replaceAll('\\r\\n', '\\n'))
