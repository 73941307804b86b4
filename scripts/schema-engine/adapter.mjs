import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { createDatabase, dropDatabase, openPool, runOnce, schemaOf, withDatabase } from './connections.mjs'

/** Given to the engine when no server is configured: whatever needs one then fails to connect, and says so. */
const NOWHERE = 'postgresql://DATABASE_URL-is-not-set@127.0.0.1:1/nowhere'

/**
 * The engine's way to the server: `connect` for the database, `connectToShadowDb` for an empty one that history is
 * replayed into. `tidy` drops the shadow databases made since; `close` ends every pool.
 * @param {{ url?: string, shadowDatabaseUrl?: string }} datasource
 */
export function makeAdapterFactory({ url = NOWHERE, shadowDatabaseUrl }) {
  /** @type {Set<pg.Pool>} */
  const pools = new Set()
  /** @type {string[]} */
  const shadows = []

  /** @param {string} at */
  const open = async (at) => {
    const pool = openPool(at)
    pools.add(pool)
    const options = { schema: schemaOf(at), disposeExternalPool: true }
    const connection = mend(await new PrismaPg(pool, options).connect(), pool)
    return at === NOWHERE ? answerVersion(connection) : connection
  }
  // adapter-pg would reconnect to the main database here when it was given a connection string.
  const connectToShadowDb = async () => {
    if (shadowDatabaseUrl) {
      await emptySchema(shadowDatabaseUrl)
      return open(shadowDatabaseUrl)
    }
    const name = `prisma_migrate_shadow_db_${randomUUID()}`
    await createDatabase(withDatabase(url, name))
    shadows.push(name)
    return open(withDatabase(url, name))
  }
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => open(url),
      connectToShadowDb,
    },
    tidy: async () => {
      for (const name of shadows.splice(0)) await dropDatabase(url, name).catch(() => undefined)
    },
    close: () => Promise.allSettled([...pools].filter((pool) => !pool.ended).map((pool) => pool.end())),
  }
}

/** @param {string} url */
async function emptySchema(url) {
  const schema = pg.escapeIdentifier(schemaOf(url) ?? 'public')
  await runOnce(url, `DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}`)
}

/** Fills two gaps of adapter-pg 7.10 that only migrations meet. */
function mend(connection, pool) {
  const startTransaction = connection.startTransaction.bind(connection)
  connection.startTransaction = async (level) => mendCharColumns(await startTransaction(level))
  // The adapter splits a script at every `;`, also inside $$ bodies: send it whole.
  connection.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (error) {
      connection.onError(error)
    }
  }
  return mendCharColumns(connection)
}

/** This build asks for the server's version as soon as it starts, also for a diff between files: 18, which we ship. */
function answerVersion(connection) {
  const queryRaw = connection.queryRaw.bind(connection)
  connection.queryRaw = async (query) => {
    if (!query.sql.includes("current_setting('server_version_num')")) return queryRaw(query)
    return {
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 18', 180000]],
    }
  }
  return connection
}

const OID_CHAR = 18 // the catalogue's one-byte "char"
const OID_BPCHAR = 1042

/** Introspection reads "char" columns, for which the adapter has no type: read as text, reported as a character. */
function mendCharColumns(queryable) {
  const performIO = queryable.performIO.bind(queryable)
  const queryRaw = queryable.queryRaw.bind(queryable)
  /** @type {number[]} */
  let charColumns = []
  queryable.performIO = async (query) => {
    const result = await performIO(query)
    charColumns = []
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== OID_CHAR) continue
      field.dataTypeID = OID_BPCHAR
      charColumns.push(index)
    }
    return result
  }
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  return queryable
}
