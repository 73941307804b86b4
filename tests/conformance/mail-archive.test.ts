import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { letters } from '../../bench/letters.js'
import { listPartition } from '../../src/domain/correspondence/thread-store.js'
import { importMail } from '../../src/mail/import-mail.js'
import { fileLetters } from '../support/filing.js'
import { letter } from '../support/letter.js'
import { type MailCompany, mailWorld } from '../support/mail.js'
import { testMailroom } from '../support/mailroom.js'
import { notmuchThreads } from '../support/notmuch.js'

const corpora = path.resolve(import.meta.dirname, '../../../shared/data/mail')
const there = existsSync(corpora)
const files = there
  ? readdirSync(corpora, { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(corpora, name))
      .filter((file) => statSync(file).isFile())
  : []
/** Of the mailbox that the bench makes, which has 6,000: `LETTERS=6000` compares all of it. */
const LETTERS = Number(process.env['LETTERS'] ?? 500)

const world = await mailWorld()
const room = await testMailroom()

/** Threads as sets of ids, so that two partitions can be compared. Only ids that both know count. */
const asSets = (threads: readonly (readonly string[])[], known: ReadonlySet<string>) =>
  threads
    .map((ids) =>
      ids
        .filter((id) => known.has(id))
        .toSorted()
        .join(' '),
    )
    .filter((ids) => ids !== '')
    .toSorted()

const ourThreads = async (company: MailCompany) =>
  (await company.read(listPartition)).map(({ messageIds }) => [...messageIds])

it(`every file of the public corpora is stored or set aside with a reason by an import (${there ? 'here' : 'not here: an empty folder'})`, {
  timeout: 600_000,
}, async () => {
  const company = await world.newCompany()
  const mailboxId = await company.mailbox(room, room.freshAddress('jo'))
  const scope = company.scope
  const { signal } = new AbortController()
  const run = () =>
    importMail(world.deps, { scope, mailboxId, paths: files, mbox: 'mboxrd', signal, onProgress: () => undefined })
  const summary = await run()
  expect(summary.total).toBe(files.length)
  expect(summary.stored + summary.known + summary.skipped).toBe(summary.total)
  const again = { total: files.length, stored: 0, known: files.length, skipped: 0, filled: 0, withoutText: 0 }
  expect(await run()).toEqual(again)
  const reasons = await company.read(
    ({ sql }) =>
      sql<{ reason: string }[]>`select reason from skipped_message where workspace_id = ${scope.workspaceId}`,
  )
  expect(reasons).toHaveLength(summary.skipped)
  for (const { reason } of reasons) expect(reason).toMatch(/^it .{10,}/)

  const mails = files.filter((file) => file.endsWith('.eml')).map((file) => readFileSync(file))
  const theirs = mails.length > 0 ? await notmuchThreads(mails) : []
  const ours = await ourThreads(company)
  const known = new Set(theirs.flat())
  const both = new Set(ours.flat().filter((id) => known.has(id)))
  if (there) expect(both.size).toBeGreaterThan(60)
  expect(asSets(ours, both)).toEqual(asSets(theirs, both))
})

it('threads of generated mailboxes are those of notmuch', { timeout: 600_000 }, async () => {
  const id = fc.integer({ min: 0, max: 150 }).map((n) => `m${n}@x.test`)
  const mailbox = fc.uniqueArray(
    fc.record({ id, references: fc.array(id, { maxLength: 2 }), inReplyTo: fc.option(id, { nil: undefined }) }),
    { selector: (mail) => mail.id, minLength: 25, maxLength: 45 },
  )
  for (const mails of fc.sample(mailbox, { numRuns: 8, seed: 20261123 })) {
    const letters = mails.map(({ id, references, inReplyTo }, n) => ({
      id,
      references,
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      from: 'ada@acme.com',
      to: 'jo@lindenhof.de',
      subject: `Topic ${n}`,
    }))
    const company = await world.newCompany()
    await fileLetters(company, await company.mailbox(room, room.freshAddress('jo')), letters)
    const theirs = await notmuchThreads(letters.map(letter))
    const all = new Set(mails.map(({ id }) => id))
    expect(asSets(await ourThreads(company), all)).toEqual(asSets(theirs, all))
  }
})

it('threads of the mailbox of the bench, with lists that branch and long conversations, are those of notmuch in whatever order they come', {
  timeout: 600_000,
}, async () => {
  const mails = [...letters(LETTERS)].map(({ raw }) => raw)
  const theirs = await notmuchThreads(mails)
  const all = new Set(theirs.flat())
  expect(all.size).toBe(LETTERS)
  for (const nameOf of [(n: number) => String(n).padStart(6, '0'), () => randomUUID()]) {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-letters-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    for (const [n, mail] of mails.entries()) await writeFile(path.join(dir, `${nameOf(n)}.eml`), mail)
    const company = await world.newCompany()
    const mailboxId = await company.mailbox(room, room.freshAddress('jo'))
    const { signal } = new AbortController()
    const order = { scope: company.scope, mailboxId, paths: [dir], mbox: 'mboxrd' as const }
    const summary = await importMail(world.deps, { ...order, signal, onProgress: () => undefined })
    expect(summary.stored).toBe(LETTERS)
    expect(asSets(await ourThreads(company), all)).toEqual(asSets(theirs, all))
  }
})
