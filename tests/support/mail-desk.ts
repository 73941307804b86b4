import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { loadCatalog } from '../../src/bots/commands/registry.js'
import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { addMailbox } from '../../src/domain/correspondence/add-mailbox.js'
import type { Visibility } from '../../src/domain/correspondence/mailbox.js'
import { fileLinks } from '../../src/domain/payables/file-link.js'
import { goLive } from '../../src/domain/people/go-live.js'
import { noChat, type Services } from '../../src/jobs/services.js'
import { keptFiles } from '../../src/kept-files.js'
import { Redacted } from '../../src/lib/redacted.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import { onDisk } from '../../src/mail/files/disk.js'
import { type FoundedCompany, foundedCompany, type Hire } from './company.js'
import { runErrands } from './errands.js'
import { fileRaw } from './filed.js'
import { type SlackUser, type TestSlack, testSlack } from './slack.js'
import { TEST_KEY } from './test-key.js'

/** A company with mail and a pretended Slack, whose jobs a test runs by hand. */
export type MailDesk = FoundedCompany & {
  /** Where raw mail and files lie. */
  rawDir: string
  slack: TestSlack
  services: Services
  mailbox(address: string, visibility?: Visibility): Promise<string>
  /** Mail arrives just now; `live: false`: a backfill brings it. */
  arrive(mailboxId: string, mails: readonly string[], live?: boolean): Promise<void>
  /** Everything that the outbox asks for. */
  work(kinds?: RegExp): Promise<string[]>
  rows<T extends object>(query: string, values?: readonly string[]): Promise<T[]>
}

export async function mailDesk(
  staff: readonly (Hire & { slack?: boolean })[],
  { live = true } = {},
): Promise<MailDesk> {
  const company = await foundedCompany(staff, { at: '2026-11-23T09:00:00Z' })
  const { db, scope } = company
  const people = staff.filter(({ slack = true }) => slack)
  const users: SlackUser[] = people.map(({ name }) => ({ name, staffId: company.staff[name] ?? '' }))
  const rawDir = await mkdtemp(path.join(os.tmpdir(), 'daybook-raw-'))
  afterAll(() => rm(rawDir, { recursive: true, force: true }))
  const mailFiles = onDisk(rawDir)
  const key = readSecretKey(TEST_KEY)
  const files = { kept: keptFiles(mailFiles), fileLink: fileLinks(key, () => 'http://daybook.test') }
  const slack = await testSlack(db, scope, users, {}, files)
  if (live) await company.change(goLive)
  const services: Services = {
    chat: slack.face?.chat ?? noChat,
    key,
    mailFiles,
    ...files,
    smtpUrl: undefined,
    mailFrom: undefined,
    insecureMail: false,
    catalog: await loadCatalog(),
  }
  return {
    ...company,
    rawDir,
    slack,
    services,
    mailbox: (address, visibility = 'full') => mailboxOf(db, scope, address, visibility),
    arrive: (mailboxId, mails, isLive = true) => fileRaw(db, scope, { mailboxId, mailFiles, live: isLive }, mails),
    work: (kinds) => runErrands(db, scope, services, kinds ? { kinds } : {}),
    rows: (query, values = []) =>
      company.read(async ({ sql }) => [...(await sql.unsafe(query, values as string[]))] as never),
  }
}

const mailboxOf = (db: Database, scope: Scope, address: string, visibility: Visibility): Promise<string> =>
  addMailbox(db, scope, readSecretKey(TEST_KEY), {
    address,
    imap: 'imaps://x:y@mail.example',
    visibility,
    agreed: true,
  })

/** The same services, sending through a mail server of the test's own. */
export const sendingBy = (desk: MailDesk, url: string, from = 'books@lindenhof.test'): Services => ({
  ...desk.services,
  smtpUrl: new Redacted(url),
  mailFrom: from,
})
