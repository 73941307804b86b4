import { createTransport } from 'nodemailer'
import { describe, expect, it, onTestFinished } from 'vitest'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { followMailboxes } from '../../../src/mail/follow-mailboxes.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { overheard } from '../../support/overheard.js'
import { until } from '../../support/until.js'

const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
const sync = (mailboxId: string) => syncMailbox(world.deps, mailboxId, { signal })
const none = { stored: 0, skipped: 0, failed: 0, known: 0 }

async function setting(server = room) {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  const mailbox = await company.mailbox(server, us)
  const audit = () => auditMailbox(world.deps, company.scope, mailbox, signal)
  const complete = async () => {
    const { folders, ...sums } = await audit()
    expect(sums, JSON.stringify(folders)).toEqual({ mailbox: us, missing: 0, extra: 0 })
  }
  const put = (folder: string, ...ids: string[]) =>
    putMail(
      room,
      us,
      folder,
      ids.map((id) => letter({ id, from: 'ada@acme.com', to: us })),
    )
  return { company, us, mailbox, audit, complete, put }
}

/** Where copies are now, `gone` ones left out. */
const places = (company: MailCompany) =>
  company.read(async ({ sql, scope }) => {
    const rows = await sql<{ place: string }[]>`
      select m.message_key || ' ' || l.folder as place from message_location l join message m on m.id = l.message_id
       where l.workspace_id = ${scope.workspaceId} and l.gone_at is null order by 1`
    return rows.map(({ place }) => place)
  })

const messages = (company: MailCompany) =>
  company.read(async ({ sql, scope }) => {
    const rows = await sql<{ key: string }[]>`
      select message_key as key from message where workspace_id = ${scope.workspaceId} order by 1`
    return rows.map(({ key }) => key)
  })

describe('an audit', () => {
  it('names what is missing, extra and set aside, and is clean after a sync', async () => {
    const { us, mailbox, audit, complete, put } = await setting()
    await put('INBOX', 'a@x', 'b@x', 'c@x')
    await putMail(room, us, 'INBOX', ['This is not a mail at all.\r\n'])
    const before = (await audit()).folders.find(({ folder }) => folder === 'INBOX')
    expect(before).toMatchObject({ server: 4, stored: 0, skipped: {}, problem: null })
    expect(before?.missing.map(({ messageId }) => messageId)).toEqual(['a@x', 'b@x', 'c@x', null])
    await sync(mailbox)
    await complete()
    expect((await audit()).folders.find(({ folder }) => folder === 'INBOX')).toMatchObject({
      server: 4,
      stored: 3,
      skipped: { 'it is not a mail: it has none of the headers From, To, Subject and Date': 1 },
    })
    await put('INBOX', 'd@x')
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageDelete('1')
    })
    expect(await audit()).toMatchObject({ missing: 1, extra: 1 })
    await sync(mailbox)
    await complete()
  })

  it('calls nothing extra that came and was stored while it read the server', async () => {
    const { company, mailbox, put } = await setting()
    await put('INBOX', 'a@x')
    await sync(mailbox)
    let came = false
    const sums = await auditMailbox(world.deps, company.scope, mailbox, signal, {
      folders: async () => {
        if (came) return
        came = true
        await put('INBOX', 'b@x')
        await sync(mailbox)
      },
    })
    expect(sums).toMatchObject({ missing: 0, extra: 0 })
    expect(await places(company)).toEqual(['a@x INBOX', 'b@x INBOX'])
  })

  it('sees an expunge although a mail that was set aside keeps the numbers equal', async () => {
    const { us, mailbox, complete, company, put } = await setting()
    await putMail(room, us, 'INBOX', ['This is not a mail at all.\r\n'])
    await put('INBOX', 'a@x', 'b@x')
    await sync(mailbox)
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageDelete('2')
    })
    await sync(mailbox)
    await complete()
    expect(await places(company)).toEqual(['b@x INBOX'])
  })

  it('counts apart what is older than the day that the mailbox is followed from', async () => {
    const { company, us, mailbox, audit, complete } = await setting()
    await company.change((tx) => tx.prisma.mailbox.updateMany({ data: { since: new Date('2026-06-01') } }))
    await asMailProgram(room, us, async (client) => {
      for (const [id, day] of [
        ['old@x', '2026-01-05'],
        ['new@x', '2026-07-05'],
      ] as const)
        await client.append('INBOX', letter({ id, from: 'ada@acme.com', to: us }), [], new Date(day))
    })
    expect(await sync(mailbox)).toEqual({ ...none, stored: 1 })
    await complete()
    expect((await audit()).folders[0]).toMatchObject({ folder: 'INBOX', server: 2, stored: 1, older: 1 })
  })
})

describe('what people do on the server', () => {
  it('a mail that is moved stays one message, its place moves', async () => {
    const { company, us, mailbox, complete, put } = await setting()
    await put('INBOX', 'a@x', 'b@x')
    await sync(mailbox)
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageMove('1', 'Archive')
    })
    expect(await sync(mailbox)).toEqual({ ...none, known: 1 })
    await complete()
    expect(await places(company)).toEqual(['a@x Archive', 'b@x INBOX'])
    expect(await messages(company)).toEqual(['a@x', 'b@x'])
  })

  it('a folder that is renamed, and named back', async () => {
    const { company, us, mailbox, complete, put } = await setting()
    await asMailProgram(room, us, (client) => client.mailboxCreate(['Clients', 'Nord']))
    await put('Clients/Nord', 'a@x', 'b@x')
    await sync(mailbox)
    await asMailProgram(room, us, (client) => client.mailboxRename('Clients', 'Kunden'))
    expect(await sync(mailbox)).toEqual({ ...none, known: 2 })
    await complete()
    expect(await places(company)).toEqual(['a@x Kunden/Nord', 'b@x Kunden/Nord'])
    await asMailProgram(room, us, (client) => client.mailboxRename('Kunden', 'Clients'))
    await sync(mailbox)
    await complete()
    expect(await places(company)).toEqual(['a@x Clients/Nord', 'b@x Clients/Nord'])
    expect(await messages(company)).toEqual(['a@x', 'b@x'])
  })

  it('a folder that only holds others, nested ones and localised names', async () => {
    const { company, us, mailbox, complete, put } = await setting()
    await asMailProgram(room, us, async (client) => {
      await client.mailboxCreate(['Jahr', '2026', 'Größe & Maß'])
      await client.mailboxCreate('Papierkorb')
      await client.mailboxCreate('Entwürfe')
    })
    await put('Jahr/2026/Größe & Maß', 'deep@x')
    await put('INBOX', 'in@x')
    await sync(mailbox)
    await complete()
    expect(await places(company)).toEqual(['deep@x Jahr/2026/Größe & Maß', 'in@x INBOX'])
  })

  it('a mailbox that is emptied: nothing is lost from the log, and the next mail comes in', async () => {
    const { company, us, mailbox, complete, put } = await setting()
    await put('INBOX', 'a@x', 'b@x')
    await sync(mailbox)
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageDelete('1:*')
    })
    await sync(mailbox)
    await complete()
    expect(await places(company)).toEqual([])
    await put('INBOX', 'c@x')
    expect(await sync(mailbox)).toEqual({ ...none, stored: 1 })
    await complete()
    expect(await messages(company)).toEqual(['a@x', 'b@x', 'c@x'])
  })

  it('is followed as it happens: a new mail within two seconds, flags, moves and expunges soon after', async () => {
    const { company, us, complete, put } = await setting()
    await put('INBOX', 'a@x', 'b@x')
    const stop = new AbortController()
    const following = followMailboxes(world.deps, stop.signal)
    onTestFinished(async () => {
      stop.abort()
      await following
    })
    await until(async () => expect(await places(company)).toEqual(['a@x INBOX', 'b@x INBOX']))
    await until(complete)
    const smtp = createTransport({ ...room.smtp, secure: false, ignoreTLS: true })
    const raw = letter({ id: 'c@x', from: 'ada@acme.com', to: us })
    await smtp.sendMail({ envelope: { from: 'ada@acme.com', to: us }, raw })
    await until(async () => expect(await messages(company)).toHaveLength(3))
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('1', ['\\Seen'])
      await client.messageMove('1', 'Archive')
      await client.messageDelete('2', { uid: true })
    })
    await until(async () => expect(await places(company)).toEqual(['a@x Archive', 'c@x INBOX']))
    await complete()
  })
})

describe('a folder that nothing happened in', () => {
  it('is not even opened; the one in which something did is', async () => {
    const line = await overheard(room.imap)
    const { us, mailbox, complete, put, company } = await setting({ ...room, imap: line })
    const asked = async () => {
      const before = line.heard.length
      await sync(mailbox)
      return line.heard.slice(before).filter((said) => said.startsWith('C: '))
    }
    await put('INBOX', 'a@x', 'b@x')
    await put('Sent', 'c@x')
    await sync(mailbox)
    expect(await asked()).toEqual(['C: LIST'])
    await put('Sent', 'd@x')
    expect(await asked()).toEqual(['C: LIST', 'C: EXAMINE', ...Array(2).fill('C: UID FETCH')]) // flags of the old, mails
    await asMailProgram(room, us, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('1', ['\\Flagged'])
    })
    expect(await asked()).toEqual(['C: LIST', 'C: EXAMINE', 'C: UID FETCH'])
    expect(await asked()).toEqual(['C: LIST'])
    await complete()
    expect(await places(company)).toEqual(['a@x INBOX', 'b@x INBOX', 'c@x Sent', 'd@x Sent'])
  })

  it('shows an expunge beside a new mail, and one beside a mail that came and went', async () => {
    const { us, mailbox, complete, put, company } = await setting()
    await put('INBOX', 'a@x', 'b@x', 'c@x')
    await sync(mailbox)
    await put('INBOX', 'd@x', 'e@x')
    const remove = (uids: string) =>
      asMailProgram(room, us, async (client) => {
        await client.mailboxOpen('INBOX')
        await client.messageDelete(uids, { uid: true })
      })
    await remove('2')
    expect(await sync(mailbox)).toEqual({ ...none, stored: 2 })
    await complete()
    expect(await places(company)).toEqual(['a@x INBOX', 'c@x INBOX', 'd@x INBOX', 'e@x INBOX'])
    await put('INBOX', 'f@x')
    await remove('6')
    await remove('1')
    expect(await sync(mailbox)).toEqual(none)
    await complete()
    expect(await places(company)).toEqual(['c@x INBOX', 'd@x INBOX', 'e@x INBOX'])
  })
})
