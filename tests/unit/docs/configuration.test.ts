import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { configProblems, variables } from '../../../src/config.js'
import { ROOT } from '../../support/places.js'

const text = readFileSync(path.join(ROOT, 'docs/configuration.md'), 'utf8')

test('every variable has its row, and every row a variable', () => {
  const rows = [...text.matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)].map(([, name = '']) => name)
  expect(rows.toSorted()).toEqual(variables.map(({ name }) => name).toSorted())
})

test.each(variables)('$name: what a wrong value is answered with is what the row says', ({ name, looksLike }) => {
  const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? ''
  const plain = (words: string) => words.replaceAll(/[`*]/g, '')
  const [first = ''] = looksLike.split(/,| or | from | \(/)
  expect(plain(row)).toContain(plain(first))
})

test('every example of the table is taken by the program', () => {
  const examples = [
    ...text.matchAll(
      /^\| `([A-Z][A-Z_]+)` \| (?:a folder, such as |a port number, such as |an address to listen on, such as )?`([^`]+)`/gm,
    ),
  ]
  expect(examples.length).toBeGreaterThan(8)
  const ownProblems = (name: string, value: string) =>
    configProblems({ [name]: value }).filter(({ variable }) => variable === name)
  for (const [, name = '', value = ''] of examples) expect(ownProblems(name, value), name).toEqual([])
})
