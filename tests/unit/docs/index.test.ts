import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../support/places.js'

const index = readFileSync(path.join(ROOT, 'docs/README.md'), 'utf8')
const pages = [
  ...readdirSync(path.join(ROOT, 'docs')),
  ...readdirSync(path.join(ROOT, 'docs/adr')).map((name) => `adr/${name}`),
]

test('every page and every decision has its place in the index', () => {
  const missing = pages.filter((page) => page.endsWith('.md') && page !== 'README.md' && !index.includes(`(${page})`))
  expect(missing).toEqual([])
})
