import pg from 'pg'

const CONNECT_TIMEOUT_MS = 10_000

/** Prisma keeps the schema in `?schema=`, which pg would send to the server as a setting. @param {string} url */
export function plainUrl(url) {
  const plain = new URL(url)
  plain.searchParams.delete('schema')
  return plain.toString()
}

/** @param {string} url */
export const schemaOf = (url) => new URL(url).searchParams.get('schema') ?? undefined

/** @param {string} url */
export const databaseOf = (url) => decodeURIComponent(new URL(url).pathname.slice(1))

/** The same server, another database. @param {string} url @param {string} database */
export function withDatabase(url, database) {
  const other = new URL(plainUrl(url))
  other.pathname = `/${database}`
  return other.toString()
}

/** @param {string} url */
export const openPool = (url) =>
  new pg.Pool({ connectionString: plainUrl(url), max: 2, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })

/** Runs one statement on a connection of its own. @param {string} url @param {string} [statement] */
export async function runOnce(url, statement = 'SELECT 1') {
  const client = new pg.Client({ connectionString: plainUrl(url), connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** @param {string} url */
export async function createDatabase(url) {
  try {
    await runOnce(withDatabase(url, 'postgres'), `CREATE DATABASE ${pg.escapeIdentifier(databaseOf(url))}`)
  } catch (error) {
    const existsAlready = ['42P04', '23505'] // the second one when two create it in the same instant
    if (!existsAlready.includes(error.code)) throw error
  }
}

/** @param {string} url @param {string} database */
export const dropDatabase = (url, database = databaseOf(url)) =>
  runOnce(withDatabase(url, 'postgres'), `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(database)} WITH (FORCE)`)
