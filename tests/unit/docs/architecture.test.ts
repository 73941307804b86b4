import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../support/places.js'

const text = readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8')
const migrations = path.join(ROOT, 'prisma/migrations')

/** The migration that says last what a function does. */
function lastDefinition(name: string): string | undefined {
  const defines = new RegExp(`create (or replace )?function (public\\.)?${name}\\(`, 'i')
  return readdirSync(migrations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .findLast((folder) => defines.test(readFileSync(path.join(migrations, folder, 'migration.sql'), 'utf8')))
}

const links = [...text.matchAll(/\[`(\w+)`\]\(prisma\/migrations\/([^/]+)\/migration\.sql\)/g)].map(
  ([, name = '', folder = '']) => ({ name, folder }),
)

test('the picture leads to functions of the database at all', () => {
  expect(links.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['post_entries', 'seal_entries', 'verify_books']),
  )
})

test.each(links)('$name is linked where it is defined as it is now', ({ name, folder }) => {
  expect(folder).toBe(lastDefinition(name))
})
