import { createDatabase, databaseOf, dropDatabase, runOnce } from './connections.mjs'

/** @type {Record<string, (url: string) => Promise<void>>} */
const commands = {
  'can-connect-to-database': (url) => runOnce(url),
  'create-database': createDatabase,
  'drop-database': dropDatabase,
}

/**
 * The engine's `cli` subcommands. Answers the exit code; a failure is a JSON line on stderr, which Prisma reads.
 * @param {string} name @param {string} url
 */
export async function runCli(name, url) {
  const command = commands[name]
  log('INFO', { message: 'Starting schema engine CLI' })
  try {
    if (!command) throw new Error(`unknown command ${name}`)
    await command(url)
    return 0
  } catch (error) {
    const [error_code, message] = explain(error, url)
    log('ERROR', { is_panic: false, error_code, message, meta: {} })
    return 1
  }
}

/** Prisma's own codes for what a server says (prisma.io/docs/orm/reference/error-reference). */
function explain(error, url) {
  const { hostname, port, username } = new URL(url)
  if (error.code === '3D000') return ['P1003', `Database ${databaseOf(url)} does not exist`]
  if (error.code === '28P01' || error.code === '28000') return ['P1000', `The server refused the login of ${username}`]
  return ['P1001', `Can't reach a database server at ${hostname}:${port || 5432}: ${error.message || error.code}`]
}

/** @param {'INFO' | 'ERROR'} level @param {object} fields */
export function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, target: 'schema_engine::logger', fields }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}
