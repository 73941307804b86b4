import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../lib/errors.js'
import { writeOnce } from '../lib/write-once.js'
import { type Binaries, canEnter, runProgram, type ServerOwner, SYSTEM_DIR } from './embedded-binaries.js'

/** One Postgres cluster on disk: `dir` holds password, port and seats, `data` is Postgres' own directory. */
export type Cluster = { dir: string; data: string; exists(): boolean }

/** Finds or prepares the place of a home's cluster. Refuses a directory of somebody else. */
export async function openCluster(home: string, owner: ServerOwner): Promise<Cluster> {
  const dir = path.resolve(home, 'postgres')
  await makeDir(dir)
  await refuseForeign(dir)
  const data = path.join(await placeFor(dir, 'data', owner), 'data')
  return { dir, data, exists: () => existsSync(path.join(data, 'PG_VERSION')) }
}

/** Makes a directory and its parents, open for passing through. */
export async function makeDir(dir: string): Promise<void> {
  if (existsSync(dir)) return
  const first = await mkdir(dir, { recursive: true }).catch((cause: unknown) => {
    throw new AppError(
      'refused',
      `Daybook can't write to ${path.dirname(dir)}. Choose another with --home DIR.`,
      {},
      cause,
    )
  })
  // Not for reading, but as root the server runs as another user (and umask may be 077).
  for (let made = dir; first && made.length >= first.length; made = path.dirname(made)) await chmod(made, 0o711)
}

async function refuseForeign(dir: string): Promise<void> {
  const { uid } = await stat(dir)
  const me = process.getuid?.() ?? uid
  if (uid === me) return
  throw new AppError(
    'refused',
    `${path.dirname(dir)} belongs to another user (uid ${uid}; this is uid ${me}). Run as that user, or choose a home of your own with --home DIR or DAYBOOK_HOME.`,
  )
}

/**
 * Where a server run as `owner` keeps its `leaf`: in `dir`, unless that user can't get there (a home below /root);
 * then below /var/lib, noted in `dir`.
 */
export async function placeFor(dir: string, leaf: string, owner: ServerOwner): Promise<string> {
  const note = path.join(dir, 'location')
  if (existsSync(note)) return (await readFile(note, 'utf8')).trim()
  if (await canEnter(dir, owner)) return dir
  if (existsSync(path.join(dir, leaf))) throw shutAway(dir)
  return writeOnce(note, path.join(SYSTEM_DIR, randomUUID()))
}

const shutAway = (dir: string) =>
  new AppError(
    'refused',
    `${dir} was moved to where its server's own user can't go. Move it out of directories that are closed to others (such as /root), or run as the user it was made by.`,
  )

/** The superuser's password: made once per home, readable by its owner only. */
export async function clusterPassword(cluster: Cluster): Promise<string> {
  return writeOnce(path.join(cluster.dir, 'password'), randomBytes(24).toString('hex'))
}

/** initdb beside the final place, then one rename: a killed initdb leaves no half cluster, and two racers one whole. */
export async function createCluster(cluster: Cluster, binaries: Binaries, password: string): Promise<void> {
  const draft = `${cluster.data}.${randomUUID()}`
  const passwordFile = `${draft}.password`
  await makeDir(path.dirname(draft))
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  const { owner } = binaries
  if (owner) for (const entry of [draft, passwordFile]) await chown(entry, owner.uid, owner.gid)
  try {
    await runProgram(binaries.initdb, initdbFlags(draft, passwordFile), owner)
    await rename(draft, cluster.data).catch((error: unknown) => {
      if (!cluster.exists()) throw error
    })
  } finally {
    await rm(passwordFile, { force: true })
    await rm(draft, { recursive: true, force: true })
  }
}

/** The builtin C.UTF-8 locale sorts the same on every machine and C library, so an index never goes stale. */
const initdbFlags = (data: string, passwordFile: string): string[] => [
  `--pgdata=${data}`,
  '--username=postgres',
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--set=timezone=UTC',
  '--set=log_timezone=UTC',
]

/** A cluster of another major version can't be started: says so before Postgres does, with the way out. */
export async function refuseOtherVersion(cluster: Cluster, binaries: Binaries): Promise<void> {
  const has = (await readFile(path.join(cluster.data, 'PG_VERSION'), 'utf8')).trim()
  const ours = /(\d+)(?:\.|beta|rc|devel|\s|$)/.exec(await runProgram(binaries.postgres, ['--version'], undefined))?.[1]
  if (has === ours) return
  throw new AppError(
    'refused',
    `${cluster.data} was made by Postgres ${has}, and this Daybook brings ${ours}. Back it up with the Daybook that made it (daybook backup FILE), then restore it here into a new home.`,
  )
}
