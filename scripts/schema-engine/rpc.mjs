import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { makeAdapterFactory } from './adapter.mjs'
import { log } from './cli.mjs'
import { createDatabase, databaseOf } from './connections.mjs'

const METHOD_NOT_FOUND = -32601 // JSON-RPC 2.0
const ENGINE_ERROR = 4466 // what the native engine answers for its own errors

/**
 * JSON-RPC over stdin and stdout, one message a line and one at a time, until stdin closes.
 * @param {string[]} datamodels paths of schema files
 * @param {{ url?: string, shadowDatabaseUrl?: string }} datasource
 */
export async function serve(datamodels, datasource) {
  const panics = await loadEngine()
  const adapters = makeAdapterFactory(datasource)
  const call = makeCaller(datamodels, datasource, adapters.factory)

  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const message = line.trim() ? JSON.parse(line) : {}
    if (!message.method) continue // a reply to something we printed
    const reply = await call(message.method, message.params).then(
      (result) => ({ result }),
      (error) => ({ error: describe(error, panics.at(-1)) }),
    )
    await adapters.tidy()
    send({ id: message.id, ...reply }) // last: Prisma may end this process as soon as it has the answer
  }
  await adapters.close()
}

/** Instantiates the WebAssembly module; what it panics with is collected in the array that comes back. */
async function loadEngine() {
  /** @type {string[]} */
  const panics = []
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      panics.push(message)
      log('ERROR', { is_panic: true, message })
    },
  }
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const wasm = readFileSync(entry.replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return panics
}

function makeCaller(datamodels, datasource, factory) {
  let engine
  const getEngine = () => {
    const files = datamodels.map((file) => [file, readFileSync(file, 'utf8')])
    const options = files.length > 0 ? { datamodels: files } : {}
    engine ??= glue.SchemaEngine.new(options, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
    return engine
  }
  return async (method, params) => {
    if (method === 'createDatabase') {
      const url = params.datasource?.url ?? datasource.url
      await createDatabase(url)
      return { databaseName: databaseOf(url) }
    }
    const started = await getEngine()
    if (method === 'getDatabaseVersion') return started.version(params)
    if (typeof started[method] !== 'function')
      throw Object.assign(new Error(`Method not found: ${method}`), { rpcCode: METHOD_NOT_FOUND })
    await fillShadowCache(started, method, params)
    const result = (await started[method](params)) ?? {}
    return method === 'diff' ? printed(result) : result
  }
}

/** In this build only the diagnosis is given a shadow database; these two read what it found. */
async function fillShadowCache(engine, method, { migrationsList, filters }) {
  if (method !== 'evaluateDataLoss' && method !== 'createMigration') return
  await engine.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true })
}

/** The native engine has the client print a diff instead of answering it. The id is ours; the reply is ignored. */
function printed(result) {
  if (result.stdout == null) return result
  send({ id: 1_000_000, method: 'print', params: { content: result.stdout } })
  return { ...result, stdout: null }
}

function describe(error, panic) {
  const data = {
    is_panic: panic !== undefined,
    message: panic ?? error?.message ?? String(error),
    error_code: error?.code ?? null,
    meta: error?.meta ?? null,
    backtrace: null,
  }
  return { code: error?.rpcCode ?? ENGINE_ERROR, message: 'An error happened. Check the data field for details.', data }
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
