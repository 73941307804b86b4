import net, { type AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { getMailbox, saveMailboxStatus } from '../../../src/domain/correspondence/mailbox-store.js'
import { listPartition } from '../../../src/domain/correspondence/thread-store.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { readRaw } from '../../../src/mail/files/mail-files.js'
import { connectWith } from '../../../src/mail/imap-connection.js'
import { limits } from '../../../src/mail/limits.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { alteredLine } from '../../support/altered-line.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()
const signal = new AbortController().signal
const sync = (mailboxId: string) => syncMailbox(world.deps, mailboxId, { signal })
const none = { stored: 0, skipped: 0, failed: 0, known: 0 }

const count = async (company: MailCompany, table: 'message' | 'participant' | 'message_location' | 'thread_node') => {
  const [row] = await company.read(
    ({ sql, scope }) => sql<{ n: number }[]>`
    select count(*)::int as n from ${sql(table)} where workspace_id = ${scope.workspaceId}`,
  )
  return row?.n
}

describe('a mailbox that misbehaves', () => {
  it('stores a mail that lies in two mailboxes once, with two places', async () => {
    const company = await world.newCompany()
    const [jo, bo] = [room.freshAddress('jo'), room.freshAddress('bo')]
    const boxes = [await company.mailbox(room, jo), await company.mailbox(room, bo)]
    const mail = letter({ id: 'both@x', from: 'ada@acme.com', to: `${jo}, ${bo}` })
    await putMail(room, jo, 'INBOX', [mail])
    await putMail(room, bo, 'INBOX', [mail, mail])
    expect(await sync(boxes[0] ?? '')).toEqual({ ...none, stored: 1 })
    expect(await sync(boxes[1] ?? '')).toEqual({ ...none, known: 2 })
    expect([await count(company, 'message'), await count(company, 'message_location')]).toEqual([1, 3])
    expect(await count(company, 'participant')).toBe(3)
  })

  it('walks a folder again whose UIDs begin anew, and doubles nothing', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const mailbox = await company.mailbox(room, us)
    const mails = [1, 2, 3].map((n) => letter({ id: `v${n}@x`, from: 'ada@acme.com', to: us, references: ['v1@x'] }))
    const refill = (list: readonly string[]) => putMail(room, us, 'Clients', list)
    await asMailProgram(room, us, (client) => client.mailboxCreate('Clients'))
    await refill(mails)
    expect(await sync(mailbox)).toEqual({ ...none, stored: 3 })
    await asMailProgram(room, us, async (client) => {
      await client.mailboxDelete('Clients')
      await client.mailboxCreate('Clients')
    })
    await refill([...mails].reverse())
    expect(await sync(mailbox)).toEqual({ ...none, known: 3 })
    expect(await count(company, 'message')).toBe(3)
    const live = await company.read(
      ({ sql, scope }) => sql<{ n: number }[]>`
      select count(*)::int as n from message_location where workspace_id = ${scope.workspaceId} and gone_at is null`,
    )
    expect(live[0]?.n).toBe(3)
    expect(await auditMailbox(world.deps, company.scope, mailbox, signal)).toMatchObject({ missing: 0, extra: 0 })
  })

  it('notes of a copy with the same id that it says something else, and shows the one that came first', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const mailbox = await company.mailbox(room, us)
    const copy = (text: string) => letter({ id: 'same@x', from: 'ada@acme.com', to: us, text })
    await putMail(room, us, 'INBOX', [copy('First.')])
    await sync(mailbox)
    await putMail(room, us, 'INBOX', [copy('First.'), copy('Second.'), copy('Second.')])
    expect(await sync(mailbox)).toEqual({ ...none, known: 3 })
    const rows = await company.read(
      ({ sql, scope }) => sql<{ text: string; others: number; places: number }[]>`
        select text, cardinality(other_content_hashes) as others,
               (select count(*)::int from message_location l where l.message_id = m.id) as places
          from message m where workspace_id = ${scope.workspaceId}`,
    )
    expect([...rows]).toEqual([{ text: 'First.\n', others: 1, places: 4 }])
    expect(await auditMailbox(world.deps, company.scope, mailbox, signal)).toMatchObject({ missing: 0, extra: 0 })
  })

  it('sets aside what it can not read, with its bytes and the reason, and goes on', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const mailbox = await company.mailbox(room, us)
    const bad = 'This is not a mail at all.\r\n'
    await putMail(room, us, 'INBOX', [
      letter({ id: '1@x', from: 'a@b.com', to: us }),
      bad,
      letter({ id: '2@x', from: 'a@b.com', to: us }),
    ])
    expect(await sync(mailbox)).toEqual({ ...none, stored: 2, skipped: 1 })
    expect(await sync(mailbox)).toEqual(none)
    const [row] = await company.read(
      ({ sql, scope }) => sql<{ reason: string; uid: bigint; file: string; offset: bigint; length: number }[]>`
      select reason, uid, pack_file as file, pack_offset as offset, pack_length as length from skipped_message where workspace_id = ${scope.workspaceId}`,
    )
    expect(row).toMatchObject({
      uid: 2n,
      reason: 'it is not a mail: it has none of the headers From, To, Subject and Date',
    })
    const place = { file: row?.file ?? '', offset: Number(row?.offset), length: row?.length ?? 0 }
    expect((await readRaw(world.deps.mailFiles, company.scope.workspaceId, place)).toString()).toBe(bad)
  })

  it('follows flags and keeps what is tidied away on the server', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const mailbox = await company.mailbox(room, us)
    await putMail(
      room,
      us,
      'INBOX',
      ['1', '2', '3'].map((id) => letter({ id, from: 'a@b.com', to: us })),
    )
    await sync(mailbox)
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('1', ['\\Seen', '\\Flagged'])
      await client.messageDelete('2')
    })
    expect(await sync(mailbox)).toEqual(none)
    const rows = await company.read(
      ({ sql, scope }) => sql<{ key: string; flags: string[]; gone: boolean }[]>`
      select m.message_key as key, l.flags, l.gone_at is not null as gone
        from message m join message_location l on l.workspace_id = m.workspace_id and l.message_id = m.id
       where m.workspace_id = ${scope.workspaceId} order by 1`,
    )
    expect([...rows]).toEqual([
      { key: '1', flags: ['\\Flagged', '\\Seen'], gone: false },
      { key: '2', flags: [], gone: true },
      { key: '3', flags: [], gone: false },
    ])
  })

  it('joins threads when the missing link comes last, whatever the folder', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const mailbox = await company.mailbox(room, us)
    const from = 'ada@acme.com'
    await putMail(room, us, 'INBOX', [
      letter({ id: 'a@x', from, to: us, subject: 'Offer' }),
      letter({
        id: 'c@x',
        from,
        to: us,
        subject: 'Re: Offer',
        references: ['b@x'],
        date: 'Wed, 04 Nov 2026 10:00:00 +0000',
      }),
    ])
    await sync(mailbox)
    const partition = () => company.read(listPartition)
    expect((await partition()).map(({ messageIds }) => messageIds)).toEqual([['a@x'], ['c@x']])
    await putMail(room, us, 'Sent', [
      letter({ id: 'b@x', from: us, to: from, inReplyTo: 'a@x', date: 'Tue, 03 Nov 2026 10:00:00 +0000' }),
    ])
    await sync(mailbox)
    expect(await partition()).toMatchObject([{ subject: 'Offer', messageIds: ['a@x', 'b@x', 'c@x'] }])
  })

  it('says what is wrong with a password, and leaves the mailbox failing until it is right', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const mailbox = await company.mailbox({ ...room, password: 'wrong' }, us)
    await expect(sync(mailbox)).rejects.toMatchObject({
      code: 'refused',
      userMessage: expect.stringContaining('does not accept the password') as unknown,
    })
    const [row] = await company.read(
      ({ sql, scope }) => sql`select status, last_error from mailbox where workspace_id = ${scope.workspaceId}`,
    )
    expect(row).toMatchObject({ status: 'failing', last_error: expect.stringContaining('password') as unknown })
  })

  it('is not said to fail by a worker whose lease went to another', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    await putMail(room, us, 'INBOX', [letter({ id: 'l1@x', from: 'ada@acme.com', to: us })])
    const take = async () => {
      await world.admin`
        update routing.mailbox_lease set holder = 'another', fence = fence + 1 where mailbox_id = ${mailbox}`
      await company.bulk((bulk) => saveMailboxStatus(bulk, mailbox, { status: 'following', error: null, synced: true }))
    }
    let taken: Promise<void> | undefined
    const line = await alteredLine(room.imap, {
      toServer: async (said) => {
        if (said.includes('EXAMINE')) await (taken ??= take()) // before the server answers
        return said
      },
    })
    const mailbox = await company.mailbox({ ...room, imap: line }, us)
    await expect(sync(mailbox)).rejects.toMatchObject({ code: 'conflict' })
    expect(await company.read((read) => getMailbox(read, mailbox))).toMatchObject({
      status: 'following',
      lastError: null,
    })
  })

  it('has a folder that its server does not open: it is named on the mailbox, and logged as soon as it opens', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    await asMailProgram(room, us, (client) => client.mailboxCreate('Shut'))
    for (const folder of ['INBOX', 'Shut'])
      await putMail(room, us, folder, [letter({ id: `${folder}@x`, from: 'ada@acme.com', to: us })])
    let isShut = true
    const line = await alteredLine(room.imap, {
      toServer: (said) => (isShut ? said.replace(/EXAMINE "?Shut"?/, 'EXAMINE "None"') : said),
    })
    const mailbox = await company.mailbox({ ...room, imap: line }, us)
    const noted = async () => {
      const { status, lastError } = await company.read((read) => getMailbox(read, mailbox))
      return { status, lastError }
    }
    expect(await sync(mailbox)).toEqual({ ...none, stored: 1, failed: 1 })
    expect(await noted()).toEqual({
      status: 'following',
      lastError: 'Its server does not open 1 folder, whose mail is not logged: Shut.',
    })
    isShut = false
    expect(await sync(mailbox)).toEqual({ ...none, stored: 1 })
    expect(await noted()).toEqual({ status: 'following', lastError: null })
  })

  it('lists a message and does not give it, or one beyond the limit: set aside with the reason, and the rest is stored', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const mail = (id: string, text = 'Hello.') => letter({ id, from: 'ada@acme.com', to: us, text })
    await putMail(room, us, 'INBOX', [mail('g1@x'), mail('g2@x'), mail('g3@x', 'x'.repeat(2 * limits.smallBytes))])
    const line = await alteredLine(room.imap, {
      toServer: (said) => said.replace(/UID FETCH 1:2/, 'UID FETCH 1'),
      toClient: (said) => said.replace(/RFC822\.SIZE \d{5}/, `RFC822.SIZE ${limits.messageBytes + 1}`),
    })
    const mailbox = await company.mailbox({ ...room, imap: line }, us)
    expect(await sync(mailbox)).toEqual({ ...none, stored: 1, skipped: 2 })
    const reasons = await company.read(
      ({ sql, scope }) => sql<{ reason: string }[]>`
        select reason from skipped_message where workspace_id = ${scope.workspaceId} order by uid`,
    )
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'its mail server lists it and does not give it',
      'it has 65 MB, 64 MB are read',
    ])
  })

  it('whose server counts no changes has its flags compared now and then', async () => {
    const company = await world.newCompany()
    const us = room.freshAddress('jo')
    const line = await alteredLine(room.imap, {
      toClient: (said) =>
        said.replace(/ (?:CONDSTORE|QRESYNC|ENABLE)\b/g, '').replace(/^\* OK \[HIGHESTMODSEQ.*\r\n/gm, ''),
    })
    const mailbox = await company.mailbox({ ...room, imap: line }, us)
    await putMail(
      room,
      us,
      'INBOX',
      [1, 2].map((n) => letter({ id: `f${n}@x`, from: 'ada@acme.com', to: us })),
    )
    expect(await sync(mailbox)).toEqual({ ...none, stored: 2 })
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('1', ['\\Answered'])
    })
    expect(await sync(mailbox)).toEqual(none)
    const rows = await company.read(
      ({ sql, scope }) => sql<{ flags: string[]; modseq: bigint | null }[]>`
        select l.flags, c.modseq from message_location l join folder_cursor c
            on c.workspace_id = l.workspace_id and c.mailbox_id = l.mailbox_id and c.path = l.folder
         where l.workspace_id = ${scope.workspaceId} order by l.uid`,
    )
    expect([...rows]).toEqual([
      { flags: ['\\Answered'], modseq: null },
      { flags: [], modseq: null },
    ])
  })

  it.each([
    ['says nothing', ''],
    ['greets, and then says nothing', '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] Welcome\r\n'],
  ])('whose server %s is given up by one deadline', async (_, greeting) => {
    const silent = net.createServer((socket) => socket.on('error', () => undefined).write(greeting))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const { port } = silent.address() as AddressInfo
    const account = { host: '127.0.0.1', port, secure: false, user: 'jo', password: 'x' }
    const deps = { db: world.db, insecure: false, connectMs: 200 }
    await expect(connectWith({ user: 'jo', pass: 'x' }, account, deps, signal)).rejects.toMatchObject({
      code: 'unavailable',
      userMessage: expect.stringContaining('no answer in time') as unknown,
    })
  })
})
