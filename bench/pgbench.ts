import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { type Contestant, piecesPerSecond } from './harness.js'
import type { Stage } from './stage.js'

const execute = promisify(execFile)

/** Not fewer branches than clients, says pgbench, or they queue for one branch's row. */
const SCALE = 20
const SECONDS = 2
const TRANSACTIONS = 2_000

/** A contestant and what it is called. */
export type Pgbench = { name: string; run: Contestant }

/** pgbench's tpcb-like transaction on the same server: by pgbench itself where it is installed, else its statements by postgres.js. */
export async function tpcbLike(stage: Stage, clients: number): Promise<Pgbench> {
  const url = await stage.emptyDatabase()
  const pgbench = findPgbench()
  if (pgbench) {
    await execute(pgbench, ['--initialize', '--quiet', `--scale=${SCALE}`, url])
    return { name: 'pgbench tpcb-like', run: () => runPgbench(pgbench, clients, url) }
  }
  const sql = postgres(url, { max: clients, onnotice: () => undefined })
  stage.onStop(() => sql.end())
  await makeTables(sql)
  return { name: 'tpcb-like by postgres.js', run: () => piecesPerSecond(clients, TRANSACTIONS, () => transfer(sql)) }
}

/** Debian keeps it with the server's programs unless postgresql-client is there. */
function findPgbench(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => path.join(debian, version, 'bin')) : []
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...versions]
  return folders.map((folder) => path.join(folder, 'pgbench')).find((file) => existsSync(file))
}

async function runPgbench(pgbench: string, clients: number, url: string): Promise<number> {
  const args = ['--no-vacuum', `--client=${clients}`, '--jobs=2', `--time=${SECONDS}`, '--protocol=prepared', url]
  const { stdout } = await execute(pgbench, args)
  const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
  if (!tps) throw new Error(`pgbench said nothing of tps: ${stdout}`)
  return Number(tps)
}

async function makeTables(sql: postgres.Sql): Promise<void> {
  await sql`create table pgbench_branches (bid int primary key, bbalance int not null) with (fillfactor = 100)`
  await sql`create table pgbench_tellers (tid int primary key, bid int, tbalance int not null) with (fillfactor = 100)`
  await sql`create table pgbench_accounts (aid int primary key, bid int, abalance int not null) with (fillfactor = 100)`
  await sql`create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp)`
  await sql`insert into pgbench_branches select n, 0 from generate_series(1, ${SCALE}) n`
  await sql`insert into pgbench_tellers select n, (n - 1) / 10 + 1, 0 from generate_series(1, ${SCALE * 10}) n`
  await sql`insert into pgbench_accounts select n, (n - 1) / 100000 + 1, 0 from generate_series(1, ${SCALE * 100_000}) n`
  await sql`vacuum analyze`
}

const upTo = (most: number): number => 1 + Math.floor(Math.random() * most)

/** The built-in script `tpcb-like` of pgbench, statement by statement. */
async function transfer(sql: postgres.Sql): Promise<void> {
  const [aid, bid, tid, delta] = [upTo(SCALE * 100_000), upTo(SCALE), upTo(SCALE * 10), upTo(10_001) - 5_001]
  await sql.begin(async (tx) => {
    await tx`update pgbench_accounts set abalance = abalance + ${delta} where aid = ${aid}`
    await tx`select abalance from pgbench_accounts where aid = ${aid}`
    await tx`update pgbench_tellers set tbalance = tbalance + ${delta} where tid = ${tid}`
    await tx`update pgbench_branches set bbalance = bbalance + ${delta} where bid = ${bid}`
    await tx`insert into pgbench_history (tid, bid, aid, delta, mtime) values (${tid}, ${bid}, ${aid}, ${delta}, current_timestamp)`
  })
}
