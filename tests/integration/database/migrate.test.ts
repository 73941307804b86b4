import { rmSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../../../src/db/embedded-postgres.js'
import { migrate } from '../../../src/db/migrate.js'
import { loginUrl } from '../../../src/db/roles.js'
import { AppError } from '../../../src/lib/errors.js'
import { ROOT } from '../../support/places.js'
import { serverHome } from '../../support/server-home.js'

// A server of its own: roles belong to a whole server, and this file changes them.
const home = await serverHome('migrate')
const server = await startEmbeddedPostgres({ home, durable: false })
const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
afterAll(async () => {
  await admin.end()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
})

const all = path.join(ROOT, 'prisma/migrations')

/** The server's address for a database, as the superuser or as another login (password `pw`). */
function address(database: string, login?: string): string {
  const url = new URL(server.adminUrl)
  url.pathname = `/${database}`
  if (login) Object.assign(url, { username: login, password: 'pw' })
  return url.toString()
}

/** A folder of migrations: the real prelude, then one of the test's own. */
async function folder(name: string, script: string): Promise<string> {
  const dir = path.join(home, name)
  await cp(path.join(all, '20261123000000_prelude'), path.join(dir, '20261123000000_prelude'), { recursive: true })
  await mkdir(path.join(dir, '20270101000000_next'), { recursive: true })
  await writeFile(path.join(dir, '20270101000000_next/migration.sql'), script)
  return dir
}

async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

const refusal = async (attempt: Promise<unknown>): Promise<AppError> => {
  const error = await attempt.then(
    () => new Error('it went through'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof AppError) return error
  throw error
}

test('makes roles, database and tables from nothing, once, though two start together', async () => {
  const options = { adminUrl: address('fresh'), key: 'k' }
  const both = await Promise.all([migrate(options), migrate(options)])
  const applied = both.flat()
  expect(new Set(applied).size).toBe(applied.length)
  expect(applied).toContain('20261123000230_posting')
  expect(await migrate(options)).toEqual([])
  const owners = await query(
    address('fresh'),
    (sql) => sql`
    select distinct tableowner from pg_tables where schemaname in ('public', 'routing', 'search')`,
  )
  expect(owners).toEqual([{ tableowner: 'daybook_owner' }])
})

test('every login gets in with the password that its key derives, and with the new one when the key changes', async () => {
  const me = (key: string) => query(loginUrl(address('fresh'), key, 'daybook_app'), (sql) => sql`select current_user`)
  expect(await me('k')).toEqual([{ current_user: 'daybook_app' }])
  await migrate({ adminUrl: address('fresh'), key: 'other' })
  expect(await me('other')).toEqual([{ current_user: 'daybook_app' }])
  await expect(me('k')).rejects.toMatchObject({ code: '28P01' })
  await migrate({ adminUrl: address('fresh'), key: 'k' })
})

test('a key that nobody gave does not take over a server that has one, and says which variable is missing', async () => {
  const error = await refusal(migrate({ adminUrl: address('fresh'), key: 'made by itself', mayRekey: false }))
  expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('Set DAYBOOK_KEY') as unknown })
  expect(await migrate({ adminUrl: address('fresh'), key: 'k', mayRekey: false })).toEqual([])
})

test('the queue can make its schema again after somebody has dropped it', async () => {
  await query(address('fresh'), async (sql) => {
    expect(await sql`select from bullmq.migration`).not.toHaveLength(0)
    await sql`drop schema bullmq cascade`
  })
  await query(loginUrl(address('fresh'), 'k', 'daybook_queue'), (sql) => sql`create schema if not exists bullmq`)
})

test('a migration that fails is undone, recorded, and tried again when it is mended', async () => {
  const adminUrl = address('mended')
  const dir = await folder('failing', 'create table half (id int); select 1/0;')
  const failed = await refusal(migrate({ adminUrl, key: 'k', dir }))
  expect(failed.userMessage).toContain('20270101000000_next failed and was undone: division by zero')
  await query(adminUrl, async (sql) => {
    expect(await sql`select to_regclass('half') as half`).toEqual([{ half: null }])
    expect(await sql`select logs from _prisma_migrations where rolled_back_at is not null`).toEqual([
      { logs: '22012: division by zero' },
    ])
  })
  await folder('failing', 'create table whole (id int);')
  expect(await migrate({ adminUrl, key: 'k', dir })).toEqual(['20270101000000_next'])
})

test('a migration that was changed after it was applied is an error that says so', async () => {
  const adminUrl = address('changed')
  const dir = await folder('changing', 'create table one (id int);')
  await migrate({ adminUrl, key: 'k', dir })
  await folder('changing', 'create table two (id int);')
  const error = await refusal(migrate({ adminUrl, key: 'k', dir }))
  expect(error.userMessage).toContain('20270101000000_next was changed after it was applied')
})

test('an administrator that is no superuser will do; what a login lacks is named', async () => {
  await admin.unsafe(`create role weak login password 'pw'; create role half login createrole createdb password 'pw';
    create role able login createrole createdb bypassrls password 'pw'`)
  const as = (login: string, database: string) => migrate({ adminUrl: address(database, login), key: 'k2' })
  expect((await refusal(as('weak', 'theirs'))).userMessage).toContain('lacks CREATEROLE BYPASSRLS')
  expect((await refusal(as('half', 'theirs'))).userMessage).toContain('ALTER ROLE "half" BYPASSRLS')
  expect((await refusal(as('nobody', 'theirs'))).code).toBe('unavailable')

  // On a server where it made the roles itself.
  for (const database of ['fresh', 'mended', 'changed']) await admin`drop database ${admin(database)}`
  for (const role of ['migrator', 'app', 'reader', 'queue', 'owner'])
    await admin.unsafe(`drop owned by daybook_${role}; drop role daybook_${role}`)
  expect(await as('able', 'theirs')).toContain('20261123000270_search')
  expect(await as('able', 'theirs')).toEqual([])

  await admin.unsafe(`create role late login createrole createdb bypassrls password 'pw'`)
  expect((await refusal(as('late', 'more'))).userMessage).toContain('GRANT daybook_owner TO "late"')
})
