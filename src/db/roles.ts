import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type postgres from 'postgres'
import { AppError } from '../lib/errors.js'

/** The logins. `daybook_owner`, which owns every table and function, is none: nobody can log in as it. */
export type LoginRole = 'daybook_migrator' | 'daybook_app' | 'daybook_reader' | 'daybook_queue'

type Role = { name: string; attributes: string; login: boolean }

const closed = 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION'
const roles: readonly Role[] = [
  { name: 'daybook_owner', attributes: `NOLOGIN NOBYPASSRLS ${closed}`, login: false },
  { name: 'daybook_migrator', attributes: `LOGIN BYPASSRLS ${closed}`, login: true },
  { name: 'daybook_app', attributes: `LOGIN NOBYPASSRLS ${closed}`, login: true },
  { name: 'daybook_reader', attributes: `LOGIN NOBYPASSRLS ${closed}`, login: true },
  { name: 'daybook_queue', attributes: `LOGIN NOBYPASSRLS ${closed}`, login: true },
]

/** Advisory locks belong to one database: this one is always taken in the maintenance database. */
const ROLES_LOCK = 72707370

/** The password of a login, derived so that every machine with the same key knows it (HMAC-SHA256, hex). */
export const loginPassword = (key: string, role: LoginRole): string =>
  createHmac('sha256', key).update(`login:${role}`).digest('hex')

/** The address of the same server and database for one of our logins. */
export function loginUrl(adminUrl: string, key: string, role: LoginRole): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = loginPassword(key, role)
  return url.toString()
}

/**
 * Makes the five roles, idempotently; `admin` is connected to the maintenance database. Passwords are set when a role is new
 * or the key is another than last time (a fingerprint of the key is kept as the role's comment): unless `mayRekey` is false,
 * which throws `refused` then. Throws `unavailable` that names what the login of `admin` lacks.
 */
export async function ensureRoles(admin: postgres.Sql, key: string, mayRekey = true): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(${ROLES_LOCK})`
    const { missing, rekeyed } = await missingRoles(sql, key)
    if (rekeyed && !mayRekey) throw otherKey()
    if (missing.length > 0) {
      await requireRights(sql)
      for (const role of missing) await makeRole(sql, role, key)
      await sql`grant daybook_owner to daybook_migrator with inherit true, set true`
      // A forgotten workspace then is an error in a migration, never silently no rows.
      await sql`alter role daybook_migrator set row_security = off`
    }
    await becomeMember(sql)
  })
}

/** Roles that aren't there, or whose password was made with another key. */
async function missingRoles(
  sql: postgres.TransactionSql,
  key: string,
): Promise<{ missing: Role[] /** Some are there, made with another key. */; rekeyed: boolean }> {
  const rows = await sql<{ rolname: string; note: string | null }[]>`
    select rolname, shobj_description(oid, 'pg_authid') as note from pg_roles where rolname like 'daybook\\_%'`
  const notes = new Map(rows.map((row) => [row.rolname, row.note]))
  const missing = roles.filter((role) => notes.get(role.name) !== noteOf(role, key))
  return { missing, rekeyed: missing.some((role) => role.login && notes.get(role.name)?.startsWith(LOGIN_NOTE)) }
}

/** Every other machine on this database would be locked out, and stored passwords could not be opened. */
const otherKey = () =>
  new AppError(
    'refused',
    'This database belongs to a Daybook with another key. Set DAYBOOK_KEY to that one (the file `key` in its home has it); ' +
      'it looks like 32 random bytes in base64. If it is lost, setting a new DAYBOOK_KEY takes the database over. See docs/configuration.md.',
  )

const LOGIN_NOTE = 'Daybook login, key '

const noteOf = (role: Role, key: string): string =>
  role.login ? `${LOGIN_NOTE}${fingerprint(key)}` : 'Daybook: owns every table, cannot log in'

const fingerprint = (key: string): string =>
  createHash('sha256').update(`fingerprint:${key}`).digest('hex').slice(0, 12)

async function requireRights(sql: postgres.TransactionSql): Promise<void> {
  const [me] = await sql<{ name: string; rolsuper: boolean; rolcreaterole: boolean; rolbypassrls: boolean }[]>`
    select rolname as name, rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user`
  if (!me || me.rolsuper || (me.rolcreaterole && me.rolbypassrls)) return
  const lacks = [me.rolcreaterole ? [] : ['CREATEROLE'], me.rolbypassrls ? [] : ['BYPASSRLS']].flat().join(' ')
  throw new AppError(
    'unavailable',
    `The database login "${me.name}" may not make Daybook's roles: it lacks ${lacks}. ` +
      `Let a superuser run: ALTER ROLE "${me.name}" ${lacks};`,
    { login: me.name, lacks },
  )
}

async function makeRole(sql: postgres.TransactionSql, role: Role, key: string): Promise<void> {
  const [there] = await sql`select from pg_roles where rolname = ${role.name}`
  // Attributes are given when a role is made and left alone afterwards: changing BYPASSRLS needs more than a new password does.
  const password = role.login ? ` PASSWORD '${scramVerifier(loginPassword(key, role.name as LoginRole))}'` : ''
  if (!there) await sql.unsafe(`create role ${role.name} ${role.attributes}${password}`)
  else if (password) await sql.unsafe(`alter role ${role.name} ${password}`)
  await sql.unsafe(`comment on role ${role.name} is '${noteOf(role, key)}'`)
}

/** What Postgres stores of a password (RFC 5803): sent instead of the password itself, which statement logs would show. */
function scramVerifier(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`
}

/** Who makes a database for `daybook_owner` must be able to act as it; a superuser is anyway. */
async function becomeMember(sql: postgres.TransactionSql): Promise<void> {
  const [me] = await sql<{ name: string; can: boolean; may: boolean }[]>`
    select rolname as name, rolsuper or pg_has_role(current_user, 'daybook_owner', 'set') as can,
      exists (select from pg_auth_members where roleid = 'daybook_owner'::regrole and member = m.oid and admin_option) as may
    from pg_roles m where rolname = current_user`
  if (!me || me.can) return
  if (me.may) await sql`grant daybook_owner to current_user with inherit true, set true`
  else {
    const message =
      `Daybook's roles were made by another login, and "${me.name}" may not act as their owner. ` +
      `Let that login or a superuser run: GRANT daybook_owner TO "${me.name}" WITH INHERIT TRUE, SET TRUE;`
    throw new AppError('unavailable', message, { login: me.name, lacks: 'daybook_owner' })
  }
}

/**
 * Makes a database that `daybook_owner` owns, when missing (from a template, if one is named), and hands over one that is
 * there. The queue may create schemas in it: its own, again and again. `admin` is connected to the maintenance database.
 */
export async function ensureDatabase(admin: postgres.Sql, name: string, template = 'template1'): Promise<void> {
  const sql = await admin.reserve()
  try {
    // Of the session, as CREATE DATABASE runs in no transaction; two at once would trip over each other's grant.
    await sql`select pg_advisory_lock(${ROLES_LOCK})`
    await makeDatabase(sql, name, template)
    const [grant] = await sql<{ given: boolean }[]>`
      select has_database_privilege('daybook_queue', ${name}, 'CREATE') as given`
    if (grant?.given) return
    await sql`set role daybook_owner`
    await sql`grant create on database ${sql(name)} to daybook_queue`
    await sql`reset role`
  } finally {
    await sql`select pg_advisory_unlock(${ROLES_LOCK})`
    sql.release()
  }
}

async function makeDatabase(sql: postgres.ReservedSql, name: string, template: string): Promise<void> {
  const [there] = await sql<{ owned: boolean }[]>`
    select pg_get_userbyid(datdba) = 'daybook_owner' as owned from pg_database where datname = ${name}`
  if (there?.owned) return
  if (there) await sql`alter database ${sql(name)} owner to daybook_owner`
  else {
    await requireCreateDb(sql)
    // Its files as they are: a template that holds a company goes through the log in four times as long, page by page.
    await sql`create database ${sql(name)} owner daybook_owner template ${sql(template)} strategy file_copy`
  }
}

async function requireCreateDb(sql: postgres.ReservedSql): Promise<void> {
  const [me] = await sql<{ name: string; can: boolean }[]>`
    select rolname as name, rolsuper or rolcreatedb as can from pg_roles where rolname = current_user`
  if (!me || me.can) return
  const message = `The database is not there and the login "${me.name}" may not make it: it lacks CREATEDB.`
  throw new AppError('unavailable', message, { login: me.name, lacks: 'CREATEDB' })
}
