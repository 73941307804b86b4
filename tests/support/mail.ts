import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ImapFlow } from 'imapflow'
import postgres from 'postgres'
import { afterAll } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.js'
import { inWorkspace, type Tx } from '../../src/db/in-workspace.js'
import type { Scope } from '../../src/db/scope.js'
import { bulkWorkspace, readWorkspace, type SqlScope } from '../../src/db/sql-workspace.js'
import { addMailbox } from '../../src/domain/correspondence/add-mailbox.js'
import type { Visibility } from '../../src/domain/correspondence/mailbox.js'
import { createWorkspace } from '../../src/domain/people/create-workspace.js'
import { insertStaff } from '../../src/domain/people/staff-store.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { onDisk } from '../../src/mail/files/disk.js'
import type { MailDeps } from '../../src/mail/sync-session.js'
import { freshDatabase, type TestDatabase } from './database.js'
import type { TestMailroom } from './mailroom.js'
import { TEST_KEY } from './test-key.js'

/** Companies on a database of the test file's own, and what following mail needs. */
export type MailWorld = {
  database: TestDatabase
  db: Database
  deps: MailDeps
  /** Where raw mail and files lie. */
  rawDir: string
  /** The superuser, who sees every row of every table. */
  admin: postgres.Sql
  newCompany(): Promise<MailCompany>
}

export type MailCompany = {
  scope: Scope
  change<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  read<T>(work: (read: SqlScope) => Promise<T>): Promise<T>
  bulk<T>(work: (bulk: SqlScope) => Promise<T>): Promise<T>
  staff(email: string, name: string): Promise<string>
  /** A mailbox of the mail room, followed by this company. */
  mailbox(
    room: TestMailroom,
    address: string,
    visibility?: Visibility,
    also?: { agreed?: boolean; since?: Date },
  ): Promise<string>
}

export async function mailWorld(): Promise<MailWorld> {
  const database = await freshDatabase()
  const db = openDatabase({
    appUrl: database.url('daybook_app'),
    readerUrl: database.url('daybook_reader'),
    clock: systemClock,
    ids: randomIds,
    log: makeLogger(process.env['LOG_LEVEL'] ?? 'silent'),
    poolSize: 4,
  })
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined })
  const rawDir = await mkdtemp(path.join(os.tmpdir(), 'daybook-raw-'))
  afterAll(async () => {
    await db.close()
    await admin.end()
    await rm(rawDir, { recursive: true, force: true })
  })
  const deps: MailDeps = { db, key: readSecretKey(TEST_KEY), mailFiles: onDisk(rawDir), insecure: false, pollMs: 500 }
  return { database, db, deps, rawDir, admin, newCompany: () => newCompany(db, deps) }
}

async function newCompany(db: Database, deps: MailDeps): Promise<MailCompany> {
  const slug = `mail-${randomUUID().slice(0, 8)}`
  const input = { name: 'Lindenhof', slug, baseCurrency: 'EUR', country: 'DE', timeZone: 'UTC' }
  const scope: Scope = { workspaceId: await createWorkspace(db, input), actorId: null, via: 'terminal' }
  const change: MailCompany['change'] = (work) => inWorkspace(db, scope, work)
  return {
    scope,
    change,
    read: (work) => readWorkspace(db, scope, work),
    bulk: (work) => bulkWorkspace(db, scope, work),
    staff: (email, name) => change((tx) => insertStaff(tx, { email, name, timeZone: 'UTC' })),
    mailbox: (room, address, visibility = 'full', also = {}) => {
      const login = `${encodeURIComponent(address)}:${room.password}`
      return addMailbox(db, scope, deps.key, {
        address,
        imap: `imap://${login}@${room.imap.host}:${room.imap.port}`,
        smtp: `smtp://${login}@${room.smtp.host}:${room.smtp.port}`,
        visibility,
        agreed: true,
        ...also,
      })
    },
  }
}

/** Logs in as a mail program would, works, and logs out. */
export async function asMailProgram<T>(
  room: TestMailroom,
  address: string,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const client = new ImapFlow({
    ...room.imap,
    secure: false,
    auth: { user: address, pass: room.password },
    logger: false,
    disableAutoIdle: true,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}

/** Puts raw mails into a folder. */
export const putMail = (room: TestMailroom, address: string, folder: string, mails: readonly string[]): Promise<void> =>
  asMailProgram(room, address, async (client) => {
    for (const mail of mails) await client.append(folder, Buffer.from(mail))
  })
