import { expect, it } from 'vitest'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import type { RawPlace } from '../../../src/domain/correspondence/parsed-message.js'
import { listThreadsOf } from '../../../src/domain/correspondence/thread-store.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { readRaw } from '../../../src/mail/files/mail-files.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { dropDesk, stored, toCustomer } from '../../support/drop-desk.js'
import { letter } from '../../support/letter.js'
import { type MailCompany, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { parcel } from '../../support/parcel.js'

const { world, setting } = await dropDesk()
const room = await testMailroom()
const { signal } = new AbortController()

it('logs a blind copy as the mail it is, on its contact, once however often it comes', async () => {
  const { company, send } = await setting()
  const ada = await company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'] }))
  await send(toCustomer)
  await send(toCustomer)
  expect(await stored(company)).toMatchObject([{ key: 'bcc@x', subject: 'Offer', places: 'drop drop' }])
  const links = await company.read(
    ({ sql, scope }) =>
      sql`select 1 from thread_link where workspace_id = ${scope.workspaceId} and contact_id = ${ada.id}`,
  )
  expect(links).toHaveLength(1)
})

it('logs what a forward carries whole as the mail it was; with the copies in two mailboxes it is one', async () => {
  const { company, send, to } = await setting()
  const [jo, bo] = [room.freshAddress('jo'), room.freshAddress('bo')]
  const original = letter({ id: 'orig@x', from: 'Ada <ada@acme.com>', to: jo, cc: bo, subject: 'Question' })
  for (const address of [jo, bo]) {
    await putMail(room, address, 'INBOX', [original])
    await syncMailbox(world.deps, await company.mailbox(room, address), { signal })
  }
  const forward = [
    'From: Jo <jo@lindenhof.example>',
    `To: ${to}`,
    'Subject: Fwd: Question',
    'Message-ID: <fwd@x>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'For the log.',
    '--b',
    'Content-Type: message/rfc822',
    '',
    original,
    '--b--',
    '',
  ].join('\r\n')
  await send(forward)
  expect(await stored(company)).toMatchObject([
    { key: 'orig@x', from: 'ada@acme.com', places: 'drop drop, shared INBOX, shared INBOX' },
  ])
})

it('of one server mailbox in two accounts, a colleague’s copy and a forward makes one message: all its places, and the most that any shares', async () => {
  const { company, send, to } = await setting()
  const [jo, bo] = [room.freshAddress('jo'), room.freshAddress('bo')]
  const [joId, boId] = [await company.staff(jo, 'Jo'), await company.staff(bo, 'Bo')]
  const ada = await company.change((tx) => createContact(tx, { name: 'Ada', addresses: ['ada@acme.com'] }))
  const login = `${encodeURIComponent(jo)}:${room.password}@${room.imap.host}:${room.imap.port}`
  const alias = {
    address: room.freshAddress('info'),
    imap: `imap://${login}`,
    visibility: 'subject',
    agreed: true,
  } as const
  const boxes = [
    await company.mailbox(room, jo, 'metadata'),
    await addMailbox(world.db, company.scope, world.deps.key, alias),
    await company.mailbox(room, bo, 'metadata'),
  ]
  const original = letter({
    id: 'all@x',
    from: 'Ada <ada@acme.com>',
    to: jo,
    cc: bo,
    subject: 'Question',
    text: 'How much?',
  })
  await putMail(room, jo, 'INBOX', [original])
  await putMail(room, jo, 'Archive', [original])
  await putMail(room, bo, 'INBOX', [original])
  await Promise.all(boxes.map((mailbox) => syncMailbox(world.deps, mailbox, { signal })))
  const seenBy = async (id: string) => {
    const [thread] = await company.read((read) => listThreadsOf(read, { contactId: ada.id }, { id }, 5))
    return [thread?.messages, thread?.subject, thread?.snippet]
  }
  const colleague = company.scope.workspaceId
  expect(await stored(company)).toMatchObject([
    { key: 'all@x', places: 'personal Archive, personal INBOX, personal INBOX, shared Archive, shared INBOX' },
  ])
  expect([await seenBy(joId), await seenBy(boId)]).toEqual([
    [1, 'Question', 'How much?'],
    [1, 'Question', 'How much?'],
  ])
  expect(await seenBy(colleague)).toEqual([1, 'Question', null])
  const text = `--b\nContent-Type: message/rfc822\n\n${original}\n--b--`
  const headers = { 'Content-Type': 'multipart/mixed; boundary=b' }
  await send(letter({ id: 'fwd@x', from: 'jo@lindenhof.example', to, subject: 'Fwd: Question', headers, text }))
  expect(await stored(company)).toMatchObject([
    { key: 'all@x', places: expect.stringMatching(/^drop drop, /) as unknown },
  ])
  expect(await seenBy(colleague)).toEqual([1, 'Question', 'How much?'])
})

it.each([
  [
    'Gmail',
    '---------- Forwarded message ---------\nFrom: Ada Lind <ada@acme.com>\nDate: Mon, Nov 2, 2026 at 10:00 AM\nSubject: Question\nTo: Jo <jo@lindenhof.example>\n\nHow much?',
  ],
  [
    'Outlook',
    '-----Original Message-----\nFrom: Ada Lind <ada@acme.com>\nSent: Monday, November 2, 2026 10:00 AM\nTo: Jo Lind <jo@lindenhof.example>\nSubject: Question\n\nHow much?',
  ],
  [
    'Apple Mail',
    'Begin forwarded message:\n\n> From: Ada Lind <ada@acme.com>\n> Subject: Question\n> Date: 2 November 2026 at 10:00:00 UTC\n> To: jo@lindenhof.example\n> \n> How much?',
  ],
  [
    'Thunderbird in German',
    '-------- Weitergeleitete Nachricht --------\nBetreff: Question\nDatum: Mon, 2 Nov 2026 10:00:00 +0000\nVon: Ada Lind <ada@acme.com>\nAn: jo@lindenhof.example\n\nHow much?',
  ],
])('logs what %s forwards within the text as the mail it was', async (_, text) => {
  const { company, send, to } = await setting()
  await send(
    letter({ id: 'fwd@x', from: 'jo@lindenhof.example', to, subject: 'Fwd: Question', text: `FYI\n\n${text}` }),
  )
  expect(await stored(company)).toMatchObject([
    {
      key: expect.stringMatching(/^sha256:/) as unknown,
      from: 'ada@acme.com',
      subject: 'Question',
      text: 'How much?\n',
    },
  ])
})

it.each([
  ['In-Reply-To', 'the mailboxes first'],
  ['X-Forwarded-Message-Id', 'the mailboxes first'],
  ['References', 'the drop first'],
])('what is forwarded within the text is one with the copies in mailboxes, by its %s, %s', async (header, order) => {
  const { company, send, to } = await setting()
  const [jo, bo] = [room.freshAddress('jo'), room.freshAddress('bo')]
  const original = letter({
    id: 'orig@x',
    from: 'Ada <ada@acme.com>',
    to: jo,
    cc: bo,
    subject: 'Question',
    text: 'How?',
  })
  const id = header === 'References' ? '<root@x> <orig@x>' : '<orig@x>'
  const text = 'FYI\n\n---------- Forwarded message ---------\nFrom: Ada <ada@acme.com>\nSubject: Question\n\nHow?'
  const forward = letter({
    id: 'fwd@x',
    from: 'jo@lindenhof.example',
    to,
    subject: 'Fwd: Question',
    headers: { [header]: id },
    text,
  })
  if (order === 'the drop first') await send(forward)
  for (const address of [jo, bo]) {
    await putMail(room, address, 'INBOX', [original])
    await syncMailbox(world.deps, await company.mailbox(room, address), { signal })
  }
  await send(forward)
  expect(await stored(company)).toMatchObject([
    { key: 'orig@x', from: 'ada@acme.com', subject: 'Question', places: 'drop drop, shared INBOX, shared INBOX' },
  ])
})

it('a mail takes the place of what a forward made of it: its text, its people, its files', async () => {
  const { company, send, to } = await setting()
  const jo = room.freshAddress('jo')
  const named = { 'In-Reply-To': '<orig@x>' }
  const text = 'FYI\n\n---------- Forwarded message ---------\nFrom: ada@acme.com\nSubject: Contr act\n\nPlease sig n.'
  const forward = (id: string) =>
    letter({ id, from: 'jo@lindenhof.example', to, subject: 'Fwd: Contract', headers: named, text })
  await send(forward('fwd1@x'))
  expect(await stored(company)).toMatchObject([{ key: 'orig@x', text: 'Please sig n.\n' }])
  const [before] = await rawPlaces(company)
  const pdf = { name: 'contract.pdf', bytes: Buffer.from('%PDF-1.7 the contract'), type: 'application/pdf' }
  await putMail(room, jo, 'INBOX', [
    parcel(
      {
        id: 'orig@x',
        from: 'Ada Lind <ada@acme.com>',
        to: jo,
        cc: 'bo@acme.com',
        subject: 'Contract',
        text: 'Please sign.',
      },
      [pdf],
    ),
  ])
  await syncMailbox(world.deps, await company.mailbox(room, jo), { signal })
  const original = { key: 'orig@x', subject: 'Contract', text: 'Please sign.', places: 'drop drop, shared INBOX' }
  expect(await stored(company)).toMatchObject([original])
  // A second forward of it changes nothing any more.
  await send(forward('fwd2@x'))
  expect(await stored(company)).toMatchObject([original])
  const facts = await company.read(
    ({ sql, scope }) => sql`
      select m.from_name as name, t.subject as thread, m.stands_in as "standsIn",
             (select array_agg(a.filename) from attachment a where a.message_id = m.id) as files,
             (select array_agg(p.role || ' ' || p.address order by p.role) from participant p where p.message_id = m.id) as people
        from message m join thread t on t.id = m.thread_id where m.workspace_id = ${scope.workspaceId}`,
  )
  expect([...facts]).toEqual([
    {
      name: 'Ada Lind',
      thread: 'Contract',
      standsIn: false,
      files: ['contract.pdf'],
      people: ['cc bo@acme.com', 'from ada@acme.com', `to ${jo}`],
    },
  ])
  const [after] = await rawPlaces(company)
  if (!after) throw new Error('no raw bytes')
  expect((await readRaw(world.deps.mailFiles, company.scope.workspaceId, after)).toString()).toContain('contract.pdf')
  const unneeded = await company.read(
    ({ sql, scope }) => sql<{ places: unknown[] }[]>`
      select data -> 'places' as places from outbox where workspace_id = ${scope.workspaceId} and kind = 'mail.raw-unneeded'`,
  )
  expect(unneeded.flatMap(({ places }) => places)).toContainEqual(before)
})

const rawPlaces = (company: MailCompany) =>
  company.read(async ({ sql, scope }) => [
    ...(await sql<RawPlace[]>`
      select pack_file as file, pack_offset::float8 as "offset", pack_length as length from message
       where workspace_id = ${scope.workspaceId}`),
  ])
