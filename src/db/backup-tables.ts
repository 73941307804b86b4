import type { Readable, Writable } from 'node:stream'
import pg from 'pg'
import copy from 'pg-copy-streams'
import { AppError, refused } from '../lib/errors.js'
import { noteStatement } from './restored.js'
import { loginUrl } from './roles.js'

/** A table as a backup names it: `public.invoice`, with the columns that hold something of their own. */
export type BackedTable = { name: string; columns: string[] }
export type AppliedMigration = { name: string; checksum: string }

/** What one moment of a database holds. */
export type Snapshot = {
  migrations: AppliedMigration[]
  tables: BackedTable[]
  /** Bytes on disk a table, for whoever shows progress. */
  sizes: ReadonlyMap<string, number>
  companies: string[]
  /** The rows of a table in Postgres' text format, one a line; `rowCount` is known at its end. */
  rows(table: BackedTable): Readable & { rowCount: number }
}

/**
 * Reads all tables as they stood at one moment; nobody waits for it and nothing is changed. Throws `unavailable` where there is
 * no Daybook that this key opens.
 */
export async function withSnapshot<T>(
  adminUrl: string,
  key: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = await connectMigrator(adminUrl, key)
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await listTables(client)
    if (!tables.some(({ name }) => name === 'public.workspace')) throw noDaybook()
    const migrations = await client.query<AppliedMigration>(
      'select migration_name as name, checksum from _prisma_migrations where finished_at is not null order by migration_name',
    )
    const companies = await client.query<{ slug: string }>('select slug from workspace order by slug')
    return await work({
      migrations: migrations.rows,
      tables: tables.map(({ name, columns }) => ({ name, columns })),
      sizes: new Map(tables.map(({ name, bytes }) => [name, bytes])),
      companies: companies.rows.map(({ slug }) => slug),
      rows: (table) => client.query(copy.to(`copy ${placeOf(table)} to stdout`)),
    })
  } finally {
    await client.end()
  }
}

/** The login that row security does not bind; dates, intervals and bytes are written as any server reads them again. */
async function connectMigrator(adminUrl: string, key: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: loginUrl(adminUrl, key, 'daybook_migrator'),
    application_name: 'daybook backup',
    connectionTimeoutMillis: 20_000,
    options: '-c DateStyle=ISO,YMD -c IntervalStyle=iso_8601 -c TimeZone=UTC -c bytea_output=hex -c search_path=public',
  })
  // Without a listener a connection that is lost between two statements ends the process; the next statement says so too.
  client.on('error', () => undefined)
  await client.connect().catch((cause: unknown) => {
    throw noDaybook(cause)
  })
  return client
}

function noDaybook(cause?: unknown): AppError {
  const why = cause instanceof Error ? ` (${cause.message})` : ''
  return new AppError(
    'unavailable',
    `There is no Daybook in this database that this key opens${why}. \`daybook doctor\` says what is there.`,
    {},
    cause,
  )
}

/** Every table of ours but the record of migrations; what the queue holds stands in the outbox too. What is generated is computed again. */
async function listTables(client: pg.Client): Promise<(BackedTable & { bytes: number })[]> {
  const { rows } = await client.query<BackedTable & { bytes: number }>(`
    select format('%s.%s', n.nspname, c.relname) as name, pg_table_size(c.oid)::float8 as bytes,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and pg_get_userbyid(c.relowner) = 'daybook_owner' and c.relname <> '_prisma_migrations'
    order by 1`)
  return rows
}

/** `"public"."invoice" ("id", "number")` */
const placeOf = ({ name, columns }: BackedTable): string => `${quotedTable(name)} (${columns.map(quoted).join(', ')})`
const quoted = (name: string): string => pg.escapeIdentifier(name)
const quotedTable = (name: string): string => name.split('.').map(quoted).join('.')

/** Takes rows of a table as `rows` gave them. */
export type IntoTable = (table: BackedTable) => Writable & { rowCount: number }

/**
 * Loads a database that has its tables and no company, in one transaction: all of it is there afterwards, or nothing. What rows set
 * off (audit, append-only, search) has happened where they come from, so those triggers rest; references are dropped, and made
 * again at the end, which proves each of them. With the rows comes the note that this is a copy, as of `madeAt`. Throws `refused` where a
 * company is there already.
 */
export async function loadTables<T>(
  { adminUrl, key, madeAt }: { adminUrl: string; key: string; madeAt: string },
  work: (into: IntoTable) => Promise<T>,
): Promise<T> {
  const client = await connectMigrator(adminUrl, key)
  try {
    await client.query('begin')
    const tables = (await listTables(client)).map(({ name }) => quotedTable(name))
    await refuseCompanies(client)
    const references = await dropReferences(client)
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`)
    await client.query(`truncate ${tables.join(', ')}`)
    const result = await work((table) => client.query(copy.from(`copy ${placeOf(table)} from stdin`)))
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`)
    for (const { table, name, rule } of references)
      await client.query(`alter table ${table} add constraint ${name} ${rule}`)
    await client.query(await restoredNote(client, madeAt))
    await client.query('commit')
    await client.query('analyze')
    return result
  } finally {
    await client.end()
  }
}

async function restoredNote(client: pg.Client, madeAt: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  return noteStatement(rows[0]?.name ?? '', madeAt)
}

async function refuseCompanies(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ slug: string }>('select slug from workspace order by slug')
  if (rows.length === 0) return
  const there = rows.map(({ slug }) => slug).join(', ')
  throw refused(
    `There is a company here already (${there}), and a backup is restored into an empty place only. Name a new home (--home DIR), or a new database in DATABASE_URL.`,
  )
}

type Reference = { table: string; name: string; rule: string }

async function dropReferences(client: pg.Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(k.oid) as rule
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and pg_get_userbyid(c.relowner) = 'daybook_owner' order by 1, 2`)
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
  return rows
}
