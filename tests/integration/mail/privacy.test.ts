import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { putNeverLog } from '../../../src/domain/correspondence/never-log-store.js'
import { setThreadPrivate } from '../../../src/domain/correspondence/private-thread.js'
import { shareMailbox } from '../../../src/domain/correspondence/share-mailbox.js'
import { findThreadsByIds, getThread, listThreadsOf } from '../../../src/domain/correspondence/thread-store.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { fetchBodies } from '../../../src/mail/fetch-bodies.js'
import { importMail } from '../../../src/mail/import-mail.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { takeDrop } from '../../../src/mail/take-drop.js'
import { invitation } from '../../support/invitation.js'
import { letter } from '../../support/letter.js'
import { type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { deliveryReport } from '../../support/report.js'
import { searchAll } from '../../support/search.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
const sync = (mailboxId: string) => syncMailbox(world.deps, mailboxId, { signal })

/** Every table of the company in which the words stand anywhere, in any column of any type, and every pack file. */
async function tracesOf(company: MailCompany, words: string): Promise<string[]> {
  const tables = await company.read(
    ({ sql }) => sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'routing', 'search') and c.relkind = 'r' and c.relname <> '_prisma_migrations'`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await world.admin<{ count: number }[]>`
      select count(*)::int as count from ${world.admin.unsafe(name)} t where strpos(lower(t::text), ${words.toLowerCase()}) > 0`
    if (row && row.count > 0) found.push(name)
  }
  const packs = path.join(world.rawDir, company.scope.workspaceId)
  for (const file of await readdir(packs).catch(() => []))
    if ((await readFile(path.join(packs, file), 'latin1')).toLowerCase().includes(words.toLowerCase())) found.push(file)
  return found
}

const skippedOf = (company: MailCompany) =>
  company.read(
    ({ sql, scope }) => sql<{ reason: string; packFile: string | null }[]>`
    select reason, pack_file as "packFile" from skipped_message where workspace_id = ${scope.workspaceId} order by uid`,
  )

async function setting(name: string) {
  const company = await world.newCompany()
  const us = room.freshAddress(name)
  const staffId = await company.staff(us, 'Jo Lind')
  return { company, us, staffId }
}

describe('what is never logged', () => {
  it('leaves no trace in any table or pack file, whatever header names it', async () => {
    const { company, us, staffId } = await setting('never')
    const mailbox = await company.mailbox(room, us)
    const secret = 'patientquokka@clinicquokka.example'
    await company.change((tx) => putNeverLog(tx, { kind: 'address', pattern: secret, staffId }))
    const plain = { to: us, from: 'ada@acme.com' }
    await putMail(room, us, 'INBOX', [
      letter({ id: 'n1@x', from: `Doctor <${secret}>`, to: us, subject: 'Results quokka' }),
      letter({ id: 'n2@x', ...plain, cc: 'Patientquokka+tag@Clinicquokka.example', subject: 'Copied quokka' }),
      letter({ id: 'n3@x', ...plain, subject: 'For them quokka', headers: { Sender: secret } }),
      letter({ id: 'n4@x', ...plain, subject: 'Resent quokka', headers: { 'Resent-To': `A <${secret}>` } }),
      letter({ id: 'ok@x', ...plain, subject: 'Plain' }),
    ])
    expect(await sync(mailbox)).toMatchObject({ stored: 1, skipped: 4, failed: 0 })
    expect(await skippedOf(company)).toEqual(Array.from({ length: 4 }, () => ({ reason: 'never-log', packFile: null })))
    expect(await tracesOf(company, 'patientquokka')).toEqual(['public.never_log'])
    expect(await tracesOf(company, 'quokka')).toEqual(['public.never_log'])
  })

  it('leaves none by a bounce, an invitation or a mail that encloses theirs', async () => {
    const { company, us, staffId } = await setting('within')
    const mailbox = await company.mailbox(room, us)
    const secret = 'doctorwombat@clinicwombat.example'
    await company.change((tx) => putNeverLog(tx, { kind: 'address', pattern: secret, staffId }))
    const [gone, away] = ['5.1.1', '4.4.1'].map((status) => ({ address: secret, status }))
    const calendar = (who: string) =>
      ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:w@x', who, 'END:VEVENT', 'END:VCALENDAR', ''].join(
        '\r\n',
      )
    const enclosed = `--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nFrom: ${secret}\nTo: x@y.example\n\nText.\n--b--`
    await putMail(room, us, 'INBOX', [
      deliveryReport({ to: us, about: 'a@us', recipients: gone ? [gone] : [] }),
      deliveryReport({ to: us, about: 'b@us', recipients: away ? [{ ...away, action: 'delayed' }] : [] }),
      letter({
        id: 'w1@x',
        from: 'MAILER-DAEMON@mx.example',
        to: us,
        subject: 'Undelivered',
        text: `<${secret}>: unknown user`,
      }),
      invitation({
        id: 'w2@x',
        to: us,
        calendar: calendar(`ATTENDEE;CN=Doctor:mailto:doctorwombat@clinicwom\r\n bat.example`),
      }),
      invitation({ id: 'w3@x', to: us, calendar: calendar(`ORGANIZER:MAILTO:${secret}`) }),
      letter({
        id: 'w4@x',
        from: 'ada@acme.com',
        to: us,
        headers: { 'Content-Type': 'multipart/mixed; boundary="b"' },
        text: enclosed,
      }),
      letter({ id: 'ok@x', from: 'ada@acme.com', to: us, subject: 'Plain' }),
      invitation({ id: 'ok2@x', to: us }),
    ])
    expect(await sync(mailbox)).toMatchObject({ stored: 2, skipped: 6, failed: 0 })
    expect(await tracesOf(company, 'wombat')).toEqual(['public.never_log'])
  })

  it('leaves none by an archive, or by what is forwarded to the drop', async () => {
    const { company, us } = await setting('ways')
    const mailboxId = await company.mailbox(room, us)
    const secret = 'patientpotoroo@clinicpotoroo.example'
    await company.change((tx) => putNeverLog(tx, { kind: 'address', pattern: secret, staffId: null }))
    const theirs = letter({ id: 'p1@x', from: secret, to: us, subject: 'Results potoroo' })
    const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-archive-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    await writeFile(path.join(dir, '1.eml'), theirs)
    await writeFile(path.join(dir, '2.eml'), letter({ id: 'p2@x', from: 'ada@acme.com', to: `${us}, ${secret}` }))
    const options = { scope: company.scope, mailboxId, paths: [dir], mbox: 'mboxrd', signal } as const
    expect(await importMail(world.deps, { ...options, onProgress: () => undefined })).toMatchObject({ skipped: 2 })
    const drop = `log@${us.split('@')[1]}`
    const forward = letter({
      id: 'p3@x',
      from: us,
      to: drop,
      headers: { 'Content-Type': 'multipart/mixed; boundary="b"' },
      text: `--b\nContent-Type: message/rfc822\n\n${theirs}\n--b--`,
    })
    const envelope = { ip: '127.0.0.1', helo: 'here', sender: us, trusted: true }
    const deps = { ...world.deps, address: drop }
    await takeDrop(deps, company.scope.workspaceId, Buffer.from(forward), envelope)
    const blind = letter({ id: 'p4@x', from: us, to: secret, subject: 'To potoroo' })
    await takeDrop(deps, company.scope.workspaceId, Buffer.from(blind), envelope)
    expect(await skippedOf(company)).toHaveLength(4)
    expect(await tracesOf(company, 'potoroo')).toEqual(['public.never_log'])
  })

  it('by domain reaches below it; a person’s rule holds in their own mailboxes alone', async () => {
    const { company, us, staffId } = await setting('domain')
    const other = room.freshAddress('other')
    await company.staff(other, 'Kim')
    const [mine, theirs] = [await company.mailbox(room, us), await company.mailbox(room, other)]
    await company.change((tx) => putNeverLog(tx, { kind: 'domain', pattern: 'clinic.example', staffId }))
    const mail = letter({ id: 'd@x', from: 'dr@mail.clinic.example', to: `${us}, ${other}` })
    await putMail(room, us, 'INBOX', [mail, letter({ id: 'e@x', from: 'dr@notclinic.example', to: us })])
    await putMail(room, other, 'INBOX', [mail])
    expect(await sync(mine)).toMatchObject({ stored: 1, skipped: 1 })
    expect(await sync(theirs)).toMatchObject({ stored: 1, skipped: 0 })
  })
})

it('internal mail leaves no message, unless it is addressed to the drop', async () => {
  const { company, us } = await setting('intern')
  const colleague = `colleague@${us.split('@')[1]}`
  const drop = `log@${us.split('@')[1]}`
  const mailbox = await company.mailbox(room, us)
  await addMailbox(world.db, company.scope, world.deps.key, {
    address: drop,
    imap: 'imaps://x:y@mail.example',
    kind: 'drop',
  })
  await putMail(room, us, 'INBOX', [
    letter({ id: 'i1@x', from: colleague, to: us, subject: 'Salaries numbat' }),
    letter({ id: 'i2@x', from: colleague, to: us, cc: drop, subject: 'For the log' }),
    letter({ id: 'i3@x', from: colleague, to: `${us}, ada@acme.com`, subject: 'With a customer' }),
  ])
  expect(await sync(mailbox)).toMatchObject({ stored: 2, skipped: 1 })
  expect(await skippedOf(company)).toEqual([{ reason: 'internal-only', packFile: null }])
  expect(await tracesOf(company, 'numbat')).toEqual([])
})

describe('a mailbox whose owner has not agreed', () => {
  it('shows metadata, keeps no stranger’s body, and gets them once the owner agreed', async () => {
    const { company, us, staffId } = await setting('closed')
    const mailbox = await company.mailbox(room, us, 'full', { agreed: false })
    const ada = await company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'] }))
    const colleague = { id: company.scope.workspaceId }
    await putMail(room, us, 'INBOX', [
      letter({ id: 'c1@x', from: 'ada@acme.com', to: us, subject: 'Known 6620', text: 'Text of a contact.' }),
      letter({
        id: 'c2@x',
        from: 'who@stranger.example',
        to: us,
        subject: 'Unknown',
        text: 'Body 6621 of a stranger.',
      }),
    ])
    expect(await sync(mailbox)).toMatchObject({ stored: 2, skipped: 0 })
    expect(await tracesOf(company, 'Body 6621')).toEqual([])
    expect(await company.read((read) => listThreadsOf(read, { contactId: ada.id }, colleague, 5))).toMatchObject([
      { subject: null, snippet: null },
    ])
    expect(await company.read((read) => searchAll(read, '6620'))).toHaveLength(0)
    await company.change((tx) => shareMailbox(tx, mailbox, 'subject'))
    await fetchBodies(world.deps, company.scope, mailbox)
    expect((await tracesOf(company, 'Body 6621')).filter((name) => name === 'public.message')).toHaveLength(1)
    expect(await company.read((read) => listThreadsOf(read, { contactId: ada.id }, colleague, 5))).toMatchObject([
      { subject: 'Known 6620', snippet: null },
    ])
    expect(await company.read((read) => listThreadsOf(read, { contactId: ada.id }, { id: staffId }, 5))).toMatchObject([
      { subject: 'Known 6620', snippet: 'Text of a contact.' },
    ])
    expect(await sync(mailbox)).toMatchObject({ stored: 0, skipped: 0, known: 0 })
  })

  it('a stranger who became a contact gets the bodies as well', async () => {
    const { company, us } = await setting('later')
    const mailbox = await company.mailbox(room, us, 'full', { agreed: false })
    await putMail(room, us, 'INBOX', [letter({ id: 's@x', from: 'new@stranger.example', to: us, text: 'Body 6622.' })])
    await sync(mailbox)
    await fetchBodies(world.deps, company.scope, mailbox)
    expect(await tracesOf(company, 'Body 6622')).toEqual([])
    await company.change((tx) => createContact(tx, { name: 'New', addresses: ['new@stranger.example'] }))
    await fetchBodies(world.deps, company.scope, mailbox)
    expect(await tracesOf(company, 'Body 6622')).toContain('public.message')
  })

  it('since bounds how far back it is fetched', async () => {
    const { company, us } = await setting('since')
    const mailbox = await company.mailbox(room, us, 'full', { since: new Date('2999-01-01T00:00:00Z') })
    await putMail(room, us, 'INBOX', [letter({ id: 'old@x', from: 'ada@acme.com', to: us })])
    expect(await sync(mailbox)).toMatchObject({ stored: 0 })
  })
})

describe('what colleagues see', () => {
  it('less holds at once, in search too', async () => {
    const { company, us } = await setting('less')
    const mailbox = await company.mailbox(room, us, 'full')
    await putMail(room, us, 'INBOX', [letter({ id: 'l@x', from: 'ada@acme.com', to: us, subject: 'Zebra7755' })])
    await sync(mailbox)
    const hits = () => company.read((read) => searchAll(read, 'zebra7755'))
    expect(await hits()).not.toHaveLength(0)
    await company.change((tx) => shareMailbox(tx, mailbox, 'metadata'))
    expect(await hits()).toHaveLength(0)
  })

  it('a private thread is there for its holders alone, in every list; undone, for all again', async () => {
    const { company, us, staffId } = await setting('private')
    const mailbox = await company.mailbox(room, us, 'full')
    const ada = await company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'] }))
    await putMail(room, us, 'INBOX', [letter({ id: 'p@x', from: 'ada@acme.com', to: us, subject: 'Quiet8866' })])
    await sync(mailbox)
    const [line] = await company.read((read) => listThreadsOf(read, { contactId: ada.id }, { id: staffId }, 5))
    const id = line?.id ?? ''
    const colleague = { id: company.scope.workspaceId }
    const seen = async (who: { id: string }) => ({
      listed: (await company.read((read) => listThreadsOf(read, { contactId: ada.id }, who, 5))).length,
      found: (await company.read((read) => findThreadsByIds(read, [id], who))).length,
      byRef: (await company.read((read) => findThreadsByIds(read, { ref: line?.ref ?? '' }, who))).length,
      shown: await company
        .read((read) => getThread(read, id, who))
        .then(
          () => 1,
          () => 0,
        ),
    })
    await expect(company.change((tx) => setThreadPrivate(tx, id, colleague.id, true))).rejects.toThrow(
      /mailbox of their own/,
    )
    await company.change((tx) => setThreadPrivate(tx, id, staffId, true))
    expect(await seen(colleague)).toEqual({ listed: 0, found: 0, byRef: 0, shown: 0 })
    expect(await seen({ id: staffId })).toEqual({ listed: 1, found: 1, byRef: 1, shown: 1 })
    expect(await company.read((read) => searchAll(read, 'quiet8866'))).toHaveLength(0)
    await putMail(room, us, 'INBOX', [letter({ id: 'q@x', inReplyTo: 'p@x', from: 'ada@acme.com', to: us })])
    await sync(mailbox)
    expect(await seen(colleague)).toMatchObject({ listed: 0, shown: 0 })
    await company.change((tx) => setThreadPrivate(tx, id, staffId, false))
    expect(await seen(colleague)).toEqual({ listed: 1, found: 1, byRef: 1, shown: 1 })
  })

  it('a bcc belongs to the copy that shows it, with the link that comes of it, in any order of arrival', async () => {
    for (const order of ['sent first', 'sent last']) {
      const { company, us, staffId } = await setting('bcc')
      const colleague = room.freshAddress('copied')
      const colleagueId = await company.staff(colleague, 'Kim')
      const [sender, copied] = [
        await company.mailbox(room, us, 'subject'),
        await company.mailbox(room, colleague, 'full'),
      ]
      const blind = await company.change((tx) =>
        createContact(tx, { name: 'Blind', addresses: ['blind@hidden.example'] }),
      )
      const given = { id: 'b@x', from: us, to: 'ada@acme.com', cc: colleague, subject: 'Offer' }
      await putMail(room, us, 'Sent', [letter({ ...given, headers: { Bcc: 'blind@hidden.example' } })])
      await putMail(room, colleague, 'INBOX', [letter(given)])
      for (const mailbox of order === 'sent first' ? [sender, copied] : [copied, sender]) await sync(mailbox)
      const threadsFor = (who: string) =>
        company.read((read) => listThreadsOf(read, { contactId: blind.id }, { id: who }, 5))
      const [thread] = await threadsFor(staffId)
      expect(thread, order).toBeDefined()
      expect(await threadsFor(colleagueId), order).toEqual([])
      const named = async (who: string) => {
        const { messages } = await company.read((read) => getThread(read, thread?.id ?? '', { id: who }))
        return messages[0]?.participants.some(({ role }) => role === 'bcc')
      }
      expect([await named(staffId), await named(colleagueId)], order).toEqual([true, false])
    }
  })
})
