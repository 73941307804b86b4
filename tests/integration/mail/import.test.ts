import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { countUnfetchable } from '../../../src/domain/correspondence/missing-bodies-store.js'
import { shareMailbox } from '../../../src/domain/correspondence/share-mailbox.js'
import { listPartition } from '../../../src/domain/correspondence/thread-store.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { fetchBodies } from '../../../src/mail/fetch-bodies.js'
import { importMail } from '../../../src/mail/import-mail.js'
import { listArchive, readArchiveFile } from '../../../src/mail/read-archive.js'
import { replaySkipped } from '../../../src/mail/replay-skipped.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { parcel } from '../../support/parcel.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
const us = 'jo@lindenhof.de'

const mail = (n: number, more: Partial<Parameters<typeof letter>[0]> = {}) =>
  letter({ id: `m${n}@x`, from: `p${n}@acme.com`, to: us, subject: `Topic ${n}`, ...more })

async function archive(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-archive-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(dir, name)), { recursive: true })
    await writeFile(path.join(dir, name), text)
  }
  return dir
}

async function setting() {
  const company = await world.newCompany()
  const address = room.freshAddress('jo')
  const mailboxId = await company.mailbox(room, address)
  const bringIn = (paths: readonly string[], stop: AbortSignal = signal) =>
    importMail(world.deps, {
      scope: company.scope,
      mailboxId,
      paths,
      mbox: 'mboxrd',
      signal: stop,
      onProgress: () => undefined,
    })
  return { company, address, mailboxId, bringIn }
}

const skipped = (company: MailCompany) =>
  company.read(async ({ sql, scope }) => {
    const rows = await sql<{ reason: string; replayed: boolean }[]>`
      select reason, replayed_at is not null as replayed from skipped_message
       where workspace_id = ${scope.workspaceId} order by 1`
    return [...rows]
  })

const FROM = 'From p@acme.com Mon Nov  2 10:00:00 2026'

it('files single mails, an mbox and a Maildir, sets aside what is no mail, and changes nothing the second time', async () => {
  const { company, bringIn } = await setting()
  const dir = await archive({
    'one.eml': mail(1),
    'notes.txt': 'Nothing of a mail.\n',
    'old.mbox': [2, 3, 1].map((n) => `${FROM}\n${mail(n).replaceAll('\r\n', '\n')}\n`).join(''),
    'box/cur/1:2,RS': mail(4, { inReplyTo: 'm2@x' }),
    'box/new/2': mail(5),
    'box/tmp/3': mail(6),
    'box/dovecot-uidlist': '3 V1\n',
    'box/.Sent/cur/4:2,': mail(7),
    'box/.Sent/new/5': mail(7),
  })
  expect(await bringIn([dir])).toMatchObject({ total: 9, stored: 6, known: 2, skipped: 1 })
  const threads = await company.read(listPartition)
  expect(threads.map(({ messageIds }) => messageIds.toSorted().join(' ')).toSorted()).toEqual([
    'm1@x',
    'm2@x m4@x',
    'm3@x',
    'm5@x',
    'm7@x',
  ])
  expect((await skipped(company)).map(({ reason }) => reason)).toEqual([
    'it is not a mail: it has none of the headers From, To, Subject and Date',
  ])
  expect(await bringIn([dir])).toMatchObject({ total: 9, stored: 0, known: 9, skipped: 0 })
  expect(await company.read(listPartition)).toEqual(threads)
})

it('follows links, each folder once, and sets aside what cannot be read', async () => {
  const { company, bringIn } = await setting()
  const elsewhere = await archive({ 'two.eml': mail(2), 'box/three.eml': mail(3) })
  const dir = await archive({ 'one.eml': mail(1) })
  await symlink(path.join(elsewhere, 'two.eml'), path.join(dir, 'two.eml'))
  await symlink(path.join(elsewhere, 'box'), path.join(dir, 'box'))
  await symlink(dir, path.join(elsewhere, 'box', 'back')) // in a circle
  await symlink(path.join(dir, 'gone.eml'), path.join(dir, 'lost.eml'))
  expect(await bringIn([dir])).toMatchObject({ total: 4, stored: 3, skipped: 1 })
  expect((await skipped(company)).map(({ reason }) => reason)).toEqual(["it can't be read (ENOENT)"])
})

it('finds a mail of a Maildir that was read, and so renamed, since it was listed', async () => {
  const dir = await archive({ 'box/new/1.host': mail(1), 'box/cur/2.host:2,': mail(2) })
  const files = await listArchive([dir])
  await rename(path.join(dir, 'box/new/1.host'), path.join(dir, 'box/cur/1.host:2,S'))
  await rename(path.join(dir, 'box/cur/2.host:2,'), path.join(dir, 'box/cur/2.host:2,RS'))
  const mails = []
  for (const file of files) for await (const one of readArchiveFile(file, 'mboxrd')) mails.push(one)
  expect(mails.map(({ bytes, flags }) => [bytes?.includes('Topic') ?? false, flags])).toEqual([
    [true, ['\\Answered', '\\Seen']],
    [true, ['\\Seen']],
  ])
})

it('and the server have one message in common: both places are noted', async () => {
  const { company, address, mailboxId, bringIn } = await setting()
  const both = mail(1, { to: address })
  await putMail(room, address, 'INBOX', [both])
  const dir = await archive({ 'one.eml': both })
  expect(await bringIn([dir])).toMatchObject({ stored: 1 })
  expect(await syncMailbox(world.deps, mailboxId, { signal })).toMatchObject({ stored: 0, known: 1 })
  expect(await auditMailbox(world.deps, company.scope, mailboxId, signal)).toMatchObject({ missing: 0, extra: 0 })
  const places = await company.read(
    ({ sql, scope }) => sql<{ folder: string }[]>`
      select folder from message_location where workspace_id = ${scope.workspaceId} and gone_at is null order by 1`,
  )
  expect(places.map(({ folder }) => folder)).toEqual(['INBOX', 'import'])
})

it('goes on where it was broken off', async () => {
  const { company, bringIn } = await setting()
  const box = Array.from({ length: 700 }, (_, n) => `${FROM}\n${mail(n).replaceAll('\r\n', '\n')}\n`).join('')
  const dir = await archive({ 'all.mbox': box })
  const stop = new AbortController()
  const stored = async () => (await company.read(listPartition)).length
  const broken = importMail(world.deps, {
    scope: company.scope,
    mailboxId: (await company.read(({ sql }) => sql<{ id: string }[]>`select id from mailbox`))[0]?.id ?? '',
    paths: [dir],
    mbox: 'mboxrd',
    signal: stop.signal,
    onProgress: () => stop.abort(),
  })
  await expect(broken).rejects.toThrow()
  const before = await stored()
  expect(before).toBe(200)
  expect(await bringIn([dir])).toMatchObject({ total: 700, stored: 700 - before, known: before, skipped: 0 })
  expect(await stored()).toBe(700)
})

it('says which path is not there', async () => {
  const { bringIn } = await setting()
  await expect(bringIn(['/nowhere/mail'])).rejects.toMatchObject({
    code: 'not_found',
    userMessage: 'There is no file or folder /nowhere/mail.',
  })
})

it('replays what was set aside with its bytes, once it can be read', async () => {
  const { company, address, mailboxId } = await setting()
  await putMail(room, address, 'INBOX', [mail(1, { to: address }), 'Nothing of a mail.\r\n'])
  await syncMailbox(world.deps, mailboxId, { signal })
  // As an older version would have left it that could not read the first.
  await company.bulk(async ({ sql, scope }) => {
    await sql`insert into skipped_message (workspace_id, id, mailbox_id, folder, uid_validity, uid, reason, pack_file, pack_offset, pack_length)
      select l.workspace_id, new_id(), l.mailbox_id, l.folder, l.uid_validity, 999, 'it cannot be parsed: in the old days',
             m.pack_file, m.pack_offset, m.pack_length
        from message_location l join message m on m.id = l.message_id where l.workspace_id = ${scope.workspaceId}`
  })
  const replay = () => replaySkipped(world.deps, company.scope, mailboxId, signal)
  expect(await replay()).toEqual({ replayed: 1, skipped: 1, withoutBytes: 0 })
  expect(await replay()).toEqual({ replayed: 0, skipped: 1, withoutBytes: 0 })
  expect(await skipped(company)).toEqual([
    { reason: 'it cannot be parsed: in the old days', replayed: true },
    { reason: 'it is not a mail: it has none of the headers From, To, Subject and Date', replayed: false },
  ])
  // 999 was never on the server, so no number there falls; without numbers UIDs are compared.
  await company.bulk(async ({ sql, scope }) => {
    await sql`update folder_cursor set seen_uid_next = null, seen_messages = null where workspace_id = ${scope.workspaceId}`
  })
  await syncMailbox(world.deps, mailboxId, { signal })
  expect(await auditMailbox(world.deps, company.scope, mailboxId, signal)).toMatchObject({ missing: 0, extra: 0 })
})

describe('an archive of a mailbox whose owner has not agreed', () => {
  /** A company whose own mailbox is closed, and an archive of two mails: a contact's and a stranger's with a file. */
  async function closed() {
    const company = await world.newCompany()
    const address = room.freshAddress('jo')
    await company.staff(address, 'Jo Lind')
    const mailboxId = await company.mailbox(room, address, 'full', { agreed: false })
    await company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'] }))
    const dir = await archive({
      'known.eml': letter({ id: 'k@x', from: 'ada@acme.com', to: address, text: 'Known text.' }),
      'strange.eml': parcel({ id: 's@x', from: 'who@stranger.example', to: address, text: 'Strange text.' }, [
        { name: 'plan.txt', bytes: Buffer.from('The plan.') },
      ]),
    })
    const bringIn = () =>
      importMail(world.deps, {
        scope: company.scope,
        mailboxId,
        paths: [dir],
        mbox: 'mboxrd',
        signal,
        onProgress: () => undefined,
      })
    const rows = () =>
      company.read(async ({ sql, scope }) => [
        ...(await sql<{ id: string; key: string; text: string }[]>`
          select m.id, message_key as key, text,
                 (select array_agg(l.id::text order by l.id) from message_location l where l.message_id = m.id) as places,
                 (select array_agg(p.id::text order by p.id) from participant p where p.message_id = m.id) as people,
                 (select array_agg(a.filename) from attachment a where a.message_id = m.id) as files
            from message m where workspace_id = ${scope.workspaceId} order by 2`),
      ])
    const agree = () => company.change((tx) => shareMailbox(tx, mailboxId, 'subject'))
    return { company, address, mailboxId, bringIn, rows, agree }
  }

  it('says which texts it did not keep; imported again after the agreement it fills them in and changes nothing else', async () => {
    const { company, mailboxId, bringIn, rows, agree } = await closed()
    const missing = () => company.read((read) => countUnfetchable(read, mailboxId))
    expect(await bringIn()).toEqual({ total: 2, stored: 2, known: 0, skipped: 0, filled: 0, withoutText: 1 })
    const before = await rows()
    expect(before.map(({ text }) => text.trim())).toEqual(['Known text.', ''])
    expect(await missing()).toEqual({ imported: 1, gone: 0 })
    // Before the agreement the same again brings nothing more.
    expect(await bringIn()).toEqual({ total: 2, stored: 0, known: 2, skipped: 0, filled: 0, withoutText: 1 })
    expect(await rows()).toEqual(before)
    await agree()
    await fetchBodies(world.deps, company.scope, mailboxId)
    expect(await rows()).toEqual(before)
    expect(await bringIn()).toEqual({ total: 2, stored: 0, known: 2, skipped: 0, filled: 1, withoutText: 0 })
    const after = await rows()
    expect(after).toEqual([before[0], { ...before[1], text: after[1]?.text, files: ['plan.txt'] }])
    expect(after[1]?.text.trim()).toBe('Strange text.')
    expect(await missing()).toEqual({ imported: 0, gone: 0 })
    expect(await bringIn()).toEqual({ total: 2, stored: 0, known: 2, skipped: 0, filled: 0, withoutText: 0 })
    expect(await rows()).toEqual(after)
  })

  it('keeps no text on a server from being fetched, nor does a folder or a mailbox that is gone', async () => {
    const { company, address, mailboxId, bringIn, rows, agree } = await closed()
    const stranger = (n: number) =>
      letter({ id: `f${n}@x`, from: `w${n}@stranger.example`, to: address, text: `Text ${n}.` })
    await asMailProgram(room, address, async (client) => {
      await client.mailboxCreate('Gone')
      await client.append('Gone', Buffer.from(stranger(1)))
      await client.append('INBOX', Buffer.from(stranger(2)))
      await client.append('Sent', Buffer.from(stranger(3)))
    })
    await bringIn()
    await syncMailbox(world.deps, mailboxId, { signal })
    const nowhere = await company.mailbox(room, room.freshAddress('kim'), 'full')
    await company.bulk(async ({ sql, scope }) => {
      await sql`update mailbox set imap_url = 'imap://kim@127.0.0.1:1' where workspace_id = ${scope.workspaceId} and id = ${nowhere}`
      await sql`insert into message_location (workspace_id, id, message_id, mailbox_id, folder, uid_validity, uid, flags)
        select workspace_id, new_id(), id, ${nowhere}, 'A', 7, 7, '{}' from message
         where workspace_id = ${scope.workspaceId} and message_key = 'f2@x'`
    })
    await asMailProgram(room, address, (client) => client.mailboxDelete('Gone'))
    await agree()
    await expect(fetchBodies(world.deps, company.scope, nowhere)).rejects.toMatchObject({ code: 'unavailable' })
    await fetchBodies(world.deps, company.scope, mailboxId)
    expect((await rows()).map(({ key, text }) => [key, text.trim()])).toEqual([
      ['f1@x', ''],
      ['f2@x', 'Text 2.'],
      ['f3@x', 'Text 3.'],
      ['k@x', 'Known text.'],
      ['s@x', ''],
    ])
    await syncMailbox(world.deps, mailboxId, { signal })
    expect(await company.read((read) => countUnfetchable(read, mailboxId))).toEqual({ imported: 1, gone: 1 })
  })
})
