import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { linkAliases, relocate } from './relocate.js'

const execute = promisify(execFile)

export type Wanted = {
  /** Names to look for on the PATH, the first that exists. */
  names: string[]
  /** Debian packages that bring it. */
  packages: string[]
  /** Where packages are unpacked without root; leave out for what only works installed. */
  cacheDir?: string
  /** Paths these programs were built for and can't be told otherwise; see relocate.ts. */
  builtFor?: string[]
  /** Whether an installed one has all the parts that are needed; by default it has. */
  isWhole?: () => boolean
  onProgress?: ((step: string, ms: number) => void) | undefined
}

export type Program = {
  path: string
  /** What its process needs to find its libraries. */
  env: Record<string, string>
}

/** A real server could not be had on this machine; the message is one sentence with the way out. */
export class UnavailableError extends Error {}

export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * Finds a program on the PATH; else installs it with apt (as root), or downloads the packages and unpacks them into the
 * cache (as anybody). Throws UnavailableError.
 */
export async function obtainProgram(wanted: Wanted): Promise<Program> {
  const found = onPath(wanted) ?? (await unpacked(wanted))
  if (found) return found
  const start = performance.now()
  try {
    if (isRoot()) await install(wanted.packages)
    else await unpack(wanted)
  } catch (cause) {
    throw new UnavailableError(sentence(wanted, cause), { cause })
  }
  const obtained = onPath(wanted) ?? (await unpacked(wanted))
  if (!obtained) throw new UnavailableError(sentence(wanted, undefined))
  wanted.onProgress?.(`get ${wanted.packages[0]} from apt`, performance.now() - start)
  return obtained
}

function onPath({ names, isWhole = () => true }: Wanted): Program | undefined {
  if (!isWhole()) return undefined
  const dirs = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']
  for (const name of names) {
    const file = dirs.map((dir) => path.join(dir, name)).find((candidate) => existsSync(candidate))
    if (file) return { path: file, env: {} }
  }
  return undefined
}

async function unpacked({ names, cacheDir }: Wanted): Promise<Program | undefined> {
  const root = cacheDir && path.join(cacheDir, 'root')
  if (!root || !existsSync(path.join(root, 'complete')) || !(await linkAliases(root))) return undefined
  const file = names
    .flatMap((name) => ['usr/bin', 'usr/sbin'].map((dir) => path.join(root, dir, name)))
    .find((candidate) => existsSync(candidate))
  if (!file) return undefined
  const libraries = readdirSync(path.join(root, 'usr/lib')).filter((name) => name.includes('-linux-'))
  const dirs = libraries.map((name) => path.join(root, 'usr/lib', name))
  return { path: file, env: { LD_LIBRARY_PATH: dirs.join(':') } }
}

async function install(packages: string[]): Promise<void> {
  const run = (args: string[]) =>
    execute('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  const add = () => run(['install', '--yes', '--no-install-recommends', ...packages])
  await add().catch(async () => {
    await run(['update']) // no package lists yet, or stale ones
    await add()
  })
}

/** With an apt state of our own: needs no root, and leaves the system's as it is. */
async function unpack({ packages, cacheDir, builtFor = [] }: Wanted): Promise<void> {
  if (!cacheDir) throw new Error('installing it needs root')
  const dir = (name: string) => path.join(cacheDir, name)
  await rm(dir('root'), { recursive: true, force: true })
  for (const name of ['lists/partial', 'cache/archives/partial', 'root']) await mkdir(dir(name), { recursive: true })
  const places = [`Dir::State::lists=${dir('lists')}`, `Dir::Cache=${dir('cache')}`, 'Debug::NoLocking=1']
  const apt = (args: string[]) => execute('apt-get', ['-qq', ...places.flatMap((place) => ['-o', place]), ...args])
  await apt(['update'])
  // resolves against what is installed, so that only what is missing comes
  await apt(['install', '--yes', '--no-install-recommends', '--download-only', ...packages])
  const archives = dir('cache/archives')
  for (const name of readdirSync(archives).filter((each) => each.endsWith('.deb')))
    await execute('dpkg', ['-x', path.join(archives, name), dir('root')])
  await relocate(dir('root'), builtFor)
  await mkdir(dir('root/complete'))
}

function sentence({ names, packages }: Wanted, cause: unknown): string {
  const why =
    cause instanceof Error ? (cause as { stderr?: string }).stderr?.trim().split('\n')[0] || cause.message : ''
  const tried = why ? ` (${why})` : ''
  return `${names[0]} is not on the PATH and could not be had from apt${tried}: install ${packages.join(' and ')}, then run this again.`
}
