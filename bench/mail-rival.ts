import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Mailroom } from '../scripts/services/mailroom.js'
import { endedChildrenMs } from './cpu.js'
import type { Effort } from './mail-runs.js'

const execute = promisify(execFile)

/** Debian's mbsync and notmuch on one mailbox, with the settings they come with: mbsync syncs every mail to disk. */
export type Rival = {
  /** Forgets all it fetched. */
  clear(): Promise<void>
  sync(): Promise<Effort>
  /** How many messages are searchable. */
  count(): Promise<number>
}

export function startRival(room: Mailroom, address: string, dir: string): Rival {
  for (const program of ['mbsync', 'notmuch'])
    if (!existsSync(`/usr/bin/${program}`))
      throw new Error(`This bench compares with ${program}, which is not here: apt-get install isync notmuch`)
  const mail = path.join(dir, 'mail')
  const configs = { mbsync: path.join(dir, 'mbsyncrc'), notmuch: path.join(dir, 'notmuch-config') }
  const env = { ...process.env, HOME: dir, NOTMUCH_CONFIG: configs.notmuch }
  return {
    clear: async () => {
      await rm(dir, { recursive: true, force: true })
      await mkdir(mail, { recursive: true, mode: 0o700 })
      await writeFile(configs.mbsync, mbsyncrc(room, address, mail), { mode: 0o600 })
      await writeFile(configs.notmuch, `[database]\npath=${mail}\n[user]\nprimary_email=${address}\n[new]\ntags=new\n`)
    },
    sync: async () => {
      const before = { cpuMs: await endedChildrenMs(), at: performance.now() }
      await execute('mbsync', ['-q', '-c', configs.mbsync, 'bench'], { env })
      await execute('notmuch', ['new', '--quiet'], { env })
      return { wallMs: performance.now() - before.at, cpuMs: (await endedChildrenMs()) - before.cpuMs }
    },
    count: async () => Number((await execute('notmuch', ['count', '*'], { env })).stdout),
  }
}

const mbsyncrc = ({ imap, sharedPassword }: Mailroom, address: string, mail: string) => `
IMAPAccount bench
Host ${imap.host}
Port ${imap.port}
User ${address}
Pass ${sharedPassword}
SSLType None
AuthMechs *

IMAPStore server
Account bench

MaildirStore local
Path ${mail}/
Inbox ${mail}/INBOX
SubFolders Verbatim

Channel bench
Far :server:
Near :local:
Patterns INBOX Sent
Create Near
Sync Pull
SyncState *
`
