import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { makeDir, placeFor } from '../../src/db/embedded-cluster.js'
import { startChild } from './child.js'
import { type DovecotFolders, type DovecotUsers, dovecotConfig } from './dovecot-config.js'
import { endLeftover } from './leftover.js'
import { freePort, greets } from './ports.js'
import { isRoot, obtainProgram, type Program } from './programs.js'

const execute = promisify(execFile)

export type Mailbox = { address: string; password: string }
export type Dovecot = {
  imapPort: number
  lmtpPort: number
  /** Opens every address, also those without a password of their own. */
  sharedPassword: string
  addMailbox: (mailbox: Mailbox) => Promise<void>
  stop: () => Promise<void>
}

export type DovecotOptions = {
  /** Keeps the mail over restarts. */
  dir: string
  cacheDir: string
  mailboxes: Mailbox[]
  /** Default: as the mail room has them. */
  folders?: DovecotFolders
  onProgress?: ((step: string, ms: number) => void) | undefined
}

/** Dovecot on the PATH, from apt, or unpacked into the cache. Throws UnavailableError. */
export const obtainDovecot = (options: Pick<DovecotOptions, 'cacheDir' | 'onProgress'>): Promise<Program> =>
  obtainProgram({
    names: ['dovecot'],
    packages: ['dovecot-imapd', 'dovecot-lmtpd'],
    isWhole: () => ['lib', 'libexec'].some((dir) => existsSync(`/usr/${dir}/dovecot/lmtp`)), // Debian packs it apart
    builtFor: ['/usr/lib/dovecot', '/usr/bin/doveconf'],
    ...options,
  })

/** A private Dovecot on free ports. One that a killed run left behind on the same directory is ended first. */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const program = await obtainDovecot(options)
  const users = await dovecotUsers()
  const place = await makePlaces(options.dir, users)
  const passwords = new Map(options.mailboxes.map(({ address, password }) => [address.toLowerCase(), password]))
  await writeUsers(place.usersFile, passwords)

  const [imapPort, lmtpPort] = await Promise.all([freePort(), freePort()])
  const sharedPassword = randomBytes(12).toString('hex')
  const env = { ...process.env, ...program.env }
  const version = (await execute(program.path, ['--version'], { env })).stdout.trim()
  const settings = { ...place, version, imapPort, lmtpPort, sharedPassword, users, folders: options.folders }
  await writeFile(place.configFile, dovecotConfig(settings), { mode: 0o600 })
  const ready = async () => (await greets(imapPort, '* OK')) && (await greets(lmtpPort, '220'))
  const server = await startChild(program.path, ['-F', '-c', place.configFile], { env }, ready)
  await writeFile(place.pidFile, `${server.pid}\n${place.runDir}\n`)
  return {
    imapPort,
    lmtpPort,
    sharedPassword,
    addMailbox: async ({ address, password }) => {
      passwords.set(address.toLowerCase(), password)
      await writeUsers(place.usersFile, passwords)
    },
    stop: async () => {
      await server.stop()
      await rm(place.runDir, { recursive: true, force: true })
      await rm(place.pidFile, { force: true })
    },
  }
}

/** Started by root Dovecot insists on three users: its own two, which the package makes, and one that owns mail. */
async function dovecotUsers(): Promise<DovecotUsers> {
  const id = async (...args: string[]) => (await execute('id', args)).stdout.trim()
  if (!isRoot()) {
    const [me, group] = await Promise.all([id('-un'), id('-gn')])
    return {
      internal: me,
      internalGroup: group,
      login: me,
      mailUid: Number(await id('-u')),
      mailGid: Number(await id('-g')),
    }
  }
  return {
    internal: 'dovecot',
    internalGroup: await id('-gn', 'dovecot'),
    login: 'dovenull',
    mailUid: Number(await id('-u', 'nobody')),
    mailGid: Number(await id('-g', 'nobody')),
  }
}

async function makePlaces(dir: string, users: DovecotUsers) {
  const home = path.resolve(dir)
  await makeDir(home)
  const pidFile = path.join(home, 'dovecot.pid')
  await endLeftover(pidFile, 'dovecot')
  await removeOldRun(pidFile)
  const owner = isRoot() ? { uid: users.mailUid, gid: users.mailGid } : undefined
  const mailDir = path.join(await placeFor(home, 'mail', owner), 'mail')
  await makeDir(path.dirname(mailDir))
  await mkdir(mailDir, { recursive: true, mode: 0o700 })
  if (owner) await chown(mailDir, owner.uid, owner.gid)
  // Its sockets live here: a socket's path ends at 108 characters, and a checkout may lie deep.
  const runDir = await mkdtemp(path.join(os.tmpdir(), 'daybook-mail-'))
  await chmod(runDir, 0o755)
  return {
    mailDir,
    runDir,
    baseDir: path.join(runDir, 'run'),
    pidFile,
    usersFile: path.join(runDir, 'users'),
    configFile: path.join(runDir, 'dovecot.conf'),
    logFile: path.join(home, 'dovecot.log'),
  }
}

async function removeOldRun(pidFile: string): Promise<void> {
  const [, runDir] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
  if (runDir) await rm(runDir, { recursive: true, force: true })
}

/** Dovecot reads the file anew when it changes; the rename keeps it from ever seeing half of one. */
async function writeUsers(file: string, passwords: Map<string, string>): Promise<void> {
  const encoded = (password: string) => Buffer.from(password).toString('base64')
  const lines = [...passwords].map(([address, password]) => `${address}:{PLAIN.b64}${encoded(password)}::::::\n`)
  await writeFile(`${file}.new`, lines.join(''), { mode: 0o644 })
  await rename(`${file}.new`, file)
}
