import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../support/database.js'
import { ROOT } from '../../support/places.js'

const database = await freshDatabase()

/** Prisma's command line as a developer calls it, with our engine whether or not the real one was downloaded. */
async function prisma(...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    DATABASE_URL: database.adminUrl,
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'scripts/schema-engine.mjs'),
  }
  const command = [path.join(ROOT, 'node_modules/prisma/build/index.js'), ...args]
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, env })
  return stdout
}

test('validates the schema', async () => {
  expect(await prisma('validate')).toContain('is valid')
})

test('the service’s migrations are what Prisma’s own command would have applied', async () => {
  expect(await prisma('migrate', 'status')).toContain('Database schema is up to date')
})

test('the schema says what the migrated database is', async () => {
  const drift = await prisma(
    'migrate',
    'diff',
    '--from-config-datasource',
    '--to-schema',
    'prisma/schema.prisma',
    '--script',
  )
  expect(drift).toContain('This is an empty migration.')
})
