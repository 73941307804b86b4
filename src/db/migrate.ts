import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { AppError } from '../lib/errors.js'
import { ensureDatabase, ensureRoles, loginUrl } from './roles.js'

export type MigrateOptions = {
  /** A superuser's address, or that of a login with CREATEROLE, CREATEDB and BYPASSRLS; names the database to make. */
  adminUrl: string
  /** From which the passwords of our own logins are derived. */
  key: string
  /** False: a server whose logins were made with another key is refused, not taken over. Default true. */
  mayRekey?: boolean
  /** Told each step that is taken. */
  log?: (step: string) => void
  /** Where the migrations are; by default the repository's own. */
  dir?: string
  /** Only these, for a backup that was made before the others; throws `refused` when one is unknown, or the database is further. */
  only?: readonly { name: string; checksum: string }[]
}

type Migration = { name: string; script: string; checksum: string }
type Applied = { migration_name: string; checksum: string; finished_at: Date | null; logs: string | null }

/** The lock that Prisma's own `migrate deploy` takes, so that the two exclude each other. */
const PRISMA_LOCK = 72707369
const OLDEST_SERVER = 160000
const migrationsDir = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/**
 * Brings a database up to date: roles, the database itself, then prisma/migrations as `prisma migrate deploy` would, with
 * the same table and checksums, everything owned by `daybook_owner`. Each migration is one transaction with its record, so a
 * kill leaves none half-done. Returns the names that were applied. Throws `AppError` when a migration fails, when an applied
 * one was changed afterwards, or when the login lacks a right. With nothing to do it costs one connection.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const wanted = chosenOf(readMigrations(options.dir ?? migrationsDir), options.only)
  const ready = await connectAsMigrator(options)
  if (ready) return applyAll(ready, options, wanted)
  options.log?.('making roles and database')
  await prepareServer(options)
  const migrator = await connectAsMigrator(options)
  if (!migrator) throw unreachable(options, 'its login daybook_migrator is refused')
  return applyAll(migrator, options, wanted)
}

/**
 * What `migrate` would apply, with nothing made or changed; null where it would make roles or the database first, or give them the
 * passwords of another key. Throws `unavailable` where nobody answers.
 */
export async function findPending(options: Pick<MigrateOptions, 'adminUrl' | 'key'>): Promise<string[] | null> {
  const sql = await connectAsMigrator(options)
  if (!sql) return null
  try {
    await sql`set role daybook_owner`
    const [there] = await sql`select to_regclass('public._prisma_migrations') as name`
    return there?.['name']
      ? (await pendingOf(sql, readMigrations(migrationsDir), undefined)).map(({ name }) => name)
      : null
  } finally {
    await sql.end()
  }
}

function readMigrations(dir: string): Migration[] {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map((folder) => folder.name)
    .sort()
    .map((name) => {
      const script = readFileSync(join(dir, name, 'migration.sql'), 'utf8')
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') }
    })
}

function chosenOf(all: readonly Migration[], only: MigrateOptions['only']): readonly Migration[] {
  if (only === undefined) return all
  const unknown = only.filter(
    ({ name, checksum }) => !all.some((each) => each.name === name && each.checksum === checksum),
  )
  if (unknown.length > 0) {
    const message =
      'The backup was made by a newer Daybook, or by another one. Restore it with the version that made it, or a later one.'
    throw new AppError('refused', message, { unknown })
  }
  return all.filter(({ name }) => only.some((each) => each.name === name))
}

const open = (url: string, options?: postgres.Options<Record<string, never>>) =>
  postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 20, ...options })

/** A connection that acts as the owner, or null when roles, database or its grants still have to be made. */
async function connectAsMigrator({ adminUrl, key }: MigrateOptions): Promise<postgres.Sql | null> {
  const sql = open(loginUrl(adminUrl, key, 'daybook_migrator'))
  try {
    const [state] = await sql<{ ready: boolean }[]>`
      select pg_get_userbyid(datdba) = 'daybook_owner' and has_database_privilege('daybook_queue', datname, 'CREATE')
        and to_regrole('daybook_app') is not null and to_regrole('daybook_reader') is not null as ready
      from pg_database where datname = current_database()`
    if (state?.ready) return sql
  } catch (error) {
    // Wrong password, no such role, no such database, no such role in has_database_privilege.
    if (!['28P01', '28000', '3D000', '42704'].includes(codeOf(error))) {
      await sql.end()
      throw unreachable({ adminUrl }, messageOf(error), error)
    }
  }
  await sql.end()
  return null
}

/** What only the administrator may do: roles of the server, and the database. */
async function prepareServer({ adminUrl, key, mayRekey }: MigrateOptions): Promise<void> {
  const name = decodeURIComponent(new URL(adminUrl).pathname.slice(1))
  if (!name) throw new AppError('invalid', 'The database address names no database: it should end like /daybook.')
  const maintenance = new URL(adminUrl)
  maintenance.pathname = '/postgres'
  const admin = open(maintenance.toString())
  try {
    const [server] = await admin<{ version: number }[]>`select current_setting('server_version_num')::int as version`
    if (server && server.version < OLDEST_SERVER) {
      const message = `Daybook needs Postgres 16 or newer; the server is ${Math.floor(server.version / 10000)}.`
      throw new AppError('unavailable', message, server)
    }
    await ensureRoles(admin, key, mayRekey)
    await ensureDatabase(admin, name)
  } catch (error) {
    throw error instanceof AppError ? error : unreachable({ adminUrl }, messageOf(error), error)
  } finally {
    await admin.end()
  }
}

async function applyAll(sql: postgres.Sql, options: MigrateOptions, wanted: readonly Migration[]): Promise<string[]> {
  try {
    await sql`set role daybook_owner`
    await sql`select pg_advisory_lock(${PRISMA_LOCK})`
    await ensureRecords(sql)
    const pending = await pendingOf(sql, wanted, options.only)
    if (pending.length > 0) await loadExtensions(sql)
    for (const migration of pending) {
      options.log?.(`applying ${migration.name}`)
      await applyOne(sql, migration)
    }
    if (pending.length > 0) await makeQueueSchema(options)
    return pending.map((migration) => migration.name)
  } finally {
    await sql.end()
  }
}

/**
 * A session knows the settings of an extension once its library is loaded, which the first call of a function of it does. A migration
 * may name one before that (`set pg_trgm.word_similarity_threshold`), and in a database of an earlier version would be refused.
 */
const loadExtensions = (sql: postgres.Sql) => sql`
  do $$ begin
    if to_regprocedure('public.show_trgm(text)') is not null then perform public.show_trgm(''); end if;
  end $$`

async function ensureRecords(sql: postgres.Sql): Promise<void> {
  const [there] = await sql`select to_regclass('public._prisma_migrations') as name`
  if (there?.['name']) return
  await sql`create table _prisma_migrations (
    id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
    migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
    started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`
  await sql`grant select on _prisma_migrations to daybook_app, daybook_reader`
}

/** What is not applied yet, in order, after a look at what is: nothing half-done, nothing changed since. */
async function pendingOf(
  sql: postgres.Sql,
  wanted: readonly Migration[],
  only: MigrateOptions['only'],
): Promise<Migration[]> {
  const rows = await sql<Applied[]>`
    select migration_name, checksum, finished_at, logs from _prisma_migrations where rolled_back_at is null`
  const applied = new Map(rows.map((row) => [row.migration_name, row]))
  for (const row of rows) if (!row.finished_at) throw halfDone(row)
  for (const { name, checksum } of wanted) {
    const row = applied.get(name)
    if (row && row.checksum !== checksum) throw changedSince(name)
  }
  if (only && rows.some(({ migration_name: name }) => !only.some((each) => each.name === name))) throw furtherThan()
  return wanted.filter((migration) => !applied.has(migration.name))
}

async function applyOne(sql: postgres.Sql, { name, script, checksum }: Migration): Promise<void> {
  const startedAt = new Date()
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(script).simple()
      await tx`reset role`
      await tx`insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
        values (${randomUUID()}, ${checksum}, ${name}, ${startedAt}, clock_timestamp(), 1)`
      await tx`set role daybook_owner`
    })
  } catch (error) {
    // All of it was undone, so the record says so, and a mended migration can be applied without further ado.
    await sql`insert into _prisma_migrations (id, checksum, migration_name, started_at, rolled_back_at, logs)
      values (${randomUUID()}, ${checksum}, ${name}, ${startedAt}, now(), ${`${codeOf(error)}: ${messageOf(error)}`})`
    const message = `Migration ${name} failed and was undone: ${messageOf(error)}`
    throw new AppError('internal', message, { migration: name, sqlstate: codeOf(error) }, error)
  }
}

/** BullMQ makes its schema as its own login; done here so that the first job finds it. Loaded only when there is need. */
async function makeQueueSchema({ adminUrl, key, log }: MigrateOptions): Promise<void> {
  const [{ runMigrations }, { default: pg }] = await Promise.all([import('bullmq'), import('pg')])
  const client = new pg.Client({ connectionString: loginUrl(adminUrl, key, 'daybook_queue') })
  await client.connect()
  try {
    log?.('making the queue')
    await runMigrations(client)
  } finally {
    await client.end()
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function unreachable({ adminUrl }: { adminUrl: string }, why: string, cause?: unknown): AppError {
  const { hostname, port, pathname } = new URL(adminUrl)
  const where = `${hostname}:${port || 5432}${pathname}`
  return new AppError('unavailable', `The database at ${where} can't be used: ${why}`, { where }, cause)
}

const halfDone = (row: Applied): AppError =>
  new AppError(
    'unavailable',
    `Migration ${row.migration_name} was begun by Prisma's own tool and not finished. Mend it by hand, then: ` +
      `prisma migrate resolve --rolled-back ${row.migration_name}`,
    { migration: row.migration_name, logs: row.logs },
  )

const furtherThan = (): AppError =>
  new AppError(
    'refused',
    'The database was brought up to date already and the backup is of an earlier state. Name a new home (--home DIR), or a database that is not there yet.',
  )

const changedSince = (name: string): AppError =>
  new AppError(
    'unavailable',
    `Migration ${name} was changed after it was applied to this database. Put its file back as it was, and say what is ` +
      'new in a further migration.',
    { migration: name },
  )
