import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import postgres from 'postgres'
import type { Mailroom } from '../scripts/services/mailroom.js'
import { openDatabase } from '../src/db/database.js'
import { inWorkspace } from '../src/db/in-workspace.js'
import { migrate } from '../src/db/migrate.js'
import { loginUrl } from '../src/db/roles.js'
import { addMailbox } from '../src/domain/correspondence/add-mailbox.js'
import { createCompany } from '../src/domain/crm/create-company.js'
import { createContact } from '../src/domain/crm/create-contact.js'
import { systemClock } from '../src/lib/clock.js'
import { randomIds } from '../src/lib/ids.js'
import { makeLogger } from '../src/lib/logger.js'
import { readSecretKey } from '../src/lib/secret-box.js'
import { familyMs, parentOf } from './cpu.js'
import { CUSTOMERS, customerDomain } from './letters.js'
import type { ChildOrder, ChildReport } from './mail-child.js'
import { newCompany, type Stage } from './stage.js'

/** What a sync took: wall time, and CPU of every process that worked for it except the mail server's. */
export type Effort = { wallMs: number; cpuMs: number }

export type OwnEffort = Effort & { nodeMs: number; postgresMs: number; peakMb: number; liveMb: number; stored: number }

export type OwnRun = {
  sync(): Promise<OwnEffort>
  /** One look of the running service at a mailbox with nothing new, as the mean of so many. */
  poll(count: number): Promise<OwnEffort>
  stop(): Promise<void>
}

/** A new company in a new database, with four of five customers known as contacts of companies, that follows this mailbox. */
export async function startOwn(stage: Stage, room: Mailroom, address: string, dir: string): Promise<OwnRun> {
  const adminUrl = await stage.emptyDatabase()
  await migrate({ adminUrl, key: stage.key })
  const mailboxId = await addCompany(adminUrl, stage.key, room, address)
  const child = fork(path.join(import.meta.dirname, 'mail-child.ts'), [
    adminUrl,
    stage.key,
    mailboxId,
    path.join(dir, 'raw'),
  ])
  await once(child, 'message')
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  const [row] = await admin<{ pid: number }[]>`select pg_backend_pid() as pid`
  const server = await parentOf(row?.pid ?? 0)
  await admin`analyze`
  const effortOf = async (order: ChildOrder): Promise<OwnEffort> => {
    const before = await familyMs(server)
    child.send(order)
    const [report] = (await once(child, 'message')) as [ChildReport]
    const postgresMs = (await familyMs(server)) - before
    const { wallMs, cpuMs: nodeMs, peakMb, liveMb, stored } = report
    return { wallMs, cpuMs: nodeMs + postgresMs, nodeMs, postgresMs, peakMb, liveMb, stored }
  }
  return {
    sync: () => effortOf({ do: 'sync' }),
    poll: async (count) => {
      const { wallMs, cpuMs, ...all } = await effortOf({ do: 'polls', count })
      return { ...all, wallMs: wallMs / count, cpuMs: cpuMs / count }
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await Promise.all([ended, admin.end()])
    },
  }
}

async function addCompany(adminUrl: string, key: string, room: Mailroom, address: string): Promise<string> {
  const db = openDatabase({
    appUrl: loginUrl(adminUrl, key, 'daybook_app'),
    readerUrl: loginUrl(adminUrl, key, 'daybook_reader'),
    clock: systemClock,
    ids: randomIds,
    log: makeLogger('error'),
  })
  try {
    const scope = await newCompany(db)
    for (let customer = 0; customer < CUSTOMERS; customer += 1) {
      if (customer % 5 === 0) continue
      await inWorkspace(db, scope, async (tx) => {
        const company = await createCompany(tx, {
          name: `Customer ${customer}`,
          currency: 'EUR',
          domains: [customerDomain(customer)],
        })
        const addresses = [`person.${customer}@${customerDomain(customer)}`]
        await createContact(tx, { name: `Person ${customer}`, addresses, companyId: company.id })
      })
    }
    const imap = `imap://${encodeURIComponent(address)}:${room.sharedPassword}@${room.imap.host}:${room.imap.port}`
    return await addMailbox(db, scope, readSecretKey(key), { address, imap, visibility: 'full' })
  } finally {
    await db.close()
  }
}
