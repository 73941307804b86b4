import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../support/places.js'

const text = readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8')

const links = [...text.matchAll(/\]\(prisma\/functions\/(\w+)\.sql\)/g)].map(([, name]) => name)

test('the picture leads to functions of the database at all', () => {
  expect(links).toEqual(expect.arrayContaining(['post_entries', 'seal_entries', 'verify_books']))
})
