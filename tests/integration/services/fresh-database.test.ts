import postgres from 'postgres'
import { expect, test } from 'vitest'
import { freshDatabase, openConnections } from '../../support/database.js'

const database = await freshDatabase()
const other = await freshDatabase()

test('is migrated, and open to the service’s own logins', async () => {
  const sql = postgres(database.url('daybook_app'), { max: 1 })
  const [row] = await sql`select current_user as login, to_regclass('workspace') is not null as migrated`
  await sql.end()
  expect(row).toEqual({ login: 'daybook_app', migrated: true })
})

test('is this file’s alone', () => {
  expect(other.name).not.toBe(database.name)
})

test('names a connection that was left open, which fails a file', async () => {
  const sql = postgres(other.url('daybook_reader'), { max: 1 })
  await sql`select 1 as forgotten`
  const left = await openConnections(database.adminUrl, other.name, 0)
  await sql.end()
  expect(left).toEqual(['postgres.js as daybook_reader, idle: select 1 as forgotten'])
})
