import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.js'
import { migrate } from '../../src/db/migrate.js'
import { processExists } from '../../src/lib/process.js'
import { CACHE, ROOT } from './places.js'
import type { Started } from './server-desk.js'
import type { TestServers } from './servers.js'
import { TEST_KEY } from './test-key.js'
import { withDatabase } from './urls.js'

const HOME = path.join(CACHE, 'test')

/**
 * The server all runs of this checkout share (starting it takes 1 s the first time, 0.1 s later), with a template
 * database that holds every migration. The template is named after what it was made from, so it is made when that
 * changes and not at every run.
 */
export async function startTestPostgres(runId: string): Promise<Started<TestServers['postgres']>> {
  const server = await startEmbeddedPostgres({ home: HOME, durable: false })
  const { adminUrl } = server
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await dropLeftovers(admin)
    const template = await makeTemplate(admin, adminUrl)
    const stop = async () => {
      await dropDatabasesOf(adminUrl, runId)
      await server.stop()
    }
    return { address: { adminUrl, template }, stop }
  } catch (error) {
    await server.stop()
    throw error
  } finally {
    await admin.end()
  }
}

async function makeTemplate(admin: postgres.Sql, adminUrl: string): Promise<string> {
  const name = `template_${fingerprint()}`
  const draft = `${name}_draft`
  await admin`select pg_advisory_lock(hashtext('daybook test template'))` // until this connection ends
  const [found] = await admin`select 1 from pg_database where datname = ${name}`
  if (found) return name
  await admin`drop database if exists ${admin(draft)} with (force)`
  await admin`create database ${admin(draft)}`
  await migrate({ adminUrl: withDatabase(adminUrl, draft), key: TEST_KEY })
  await admin`alter database ${admin(draft)} rename to ${admin(name)}`
  return name
}

/** Over everything a fresh database is made from. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const migrations = readdirSync(path.join(ROOT, 'prisma/migrations'), { recursive: true, encoding: 'utf8' })
  const scripts = migrations.filter((file) => file.endsWith('.sql')).sort()
  for (const file of [
    ...scripts.map((script) => `prisma/migrations/${script}`),
    'src/db/migrate.ts',
    'src/db/roles.ts',
  ])
    hash.update(file).update(readFileSync(path.join(ROOT, file)))
  return hash.digest('hex').slice(0, 16)
}

/** What killed runs left behind, and templates of an hour ago that nothing will ask for again. */
async function dropLeftovers(admin: postgres.Sql): Promise<void> {
  const rows = await admin<{ name: string; old: boolean }[]>`
    select datname as name, (pg_stat_file('base/' || oid || '/PG_VERSION', true)).modification < now() - interval '1 hour' as old
      from pg_database where datname ~ '^(test|template)_'`
  for (const { name, old } of rows) {
    const run = /^test_(\d+)_/.exec(name)?.[1]
    const abandoned = run ? !processExists(Number(run)) : old && name !== `template_${fingerprint()}`
    if (abandoned) await admin`drop database if exists ${admin(name)} with (force)`
  }
}

async function dropDatabasesOf(adminUrl: string, runId: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  const rows = await admin<{ name: string }[]>`
    select datname as name from pg_database where starts_with(datname, ${`test_${runId}_`})`
  for (const { name } of rows) await admin`drop database if exists ${admin(name)} with (force)`
  await admin.end()
}
