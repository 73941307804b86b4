import { spawn } from 'node:child_process'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/db/embedded-postgres.js'
import { processExists } from '../../../src/lib/process.js'
import { ROOT } from '../../support/places.js'
import { serverHome } from '../../support/server-home.js'

let home: string
const joined: EmbeddedPostgres[] = []

beforeAll(async () => {
  home = await serverHome('home')
})
afterEach(async () => {
  for (const server of joined.splice(0)) await server.stop()
})
afterAll(() => rm(home, { recursive: true }))

async function join(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ home, durable: false })
  joined.push(server)
  return server
}

const serverPid = async () =>
  Number((await readFile(path.join(home, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0])

async function ask(server: EmbeddedPostgres, query: string): Promise<string> {
  const sql = postgres(server.adminUrl, { max: 1, onnotice: () => {} })
  const [row] = await sql.unsafe(`select (${query})::text as answer`)
  await sql.end()
  return String(row?.['answer'])
}

test('makes a cluster that sorts the same everywhere, with its password for the owner only', async () => {
  const server = await join()
  expect(await ask(server, 'select datlocale from pg_database where datname = current_database()')).toBe('C.UTF-8')
  expect(await ask(server, "current_setting('shared_preload_libraries')")).toBe('pg_stat_statements')
  const { mode } = await stat(path.join(home, 'postgres/password'))
  expect(mode & 0o777).toBe(0o600)
})

test('several users share one server, and the last one out stops it', async () => {
  const [first, second] = await Promise.all([join(), join()])
  expect(second.adminUrl).toBe(first.adminUrl)
  const pid = await serverPid()
  await first.stop()
  expect(await ask(second, 'select 1')).toBe('1')
  await second.stop()
  expect(processExists(pid)).toBe(false)
  expect(await readdir(path.join(home, 'postgres/users'))).toEqual([])
})

test('keeps its port over a restart', async () => {
  const before = await join()
  await before.stop()
  expect((await join()).adminUrl).toBe(before.adminUrl)
})

test('adopts the server of a killed process, whose seat no longer counts', async () => {
  const module = pathToFileURL(path.join(ROOT, 'src/db/embedded-postgres.ts')).href
  const program = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module)})
    await startEmbeddedPostgres({ home: ${JSON.stringify(home)}, durable: false }); console.log('up'); setInterval(() => {}, 1e6)`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
  const killed = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((up) => killed.stdout.once('data', up))
  killed.kill('SIGKILL')
  await new Promise((gone) => killed.once('exit', gone))
  const pid = await serverPid()

  const heir = await join()
  expect(await serverPid()).toBe(pid)
  await heir.stop()
  expect(processExists(pid)).toBe(false)
})

test('comes back after the server itself was killed', async () => {
  const first = await join()
  process.kill(await serverPid(), 'SIGKILL')
  const second = await join()
  expect(await ask(second, 'select 1')).toBe('1')
  await first.stop()
})
