import { beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/bots/commands/request.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { sweepFiles } from '../../../src/mail/sweep-files.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { runErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, putMail } from '../../support/mail.js'
import { sendingBy } from '../../support/mail-desk.js'
import { testMailroom } from '../../support/mailroom.js'
import { testSmtp } from '../../support/smtp.js'
import { supportDesk } from '../../support/support-desk.js'

const desk = await supportDesk()
const { say, click, clock } = desk
const confirmOf = (preview: Answer) => preview.confirm ?? ''
const caseOf = async (ref: string) =>
  (
    await desk.rows<{ status: string; first_answered_at: Date | null }>(
      `select status, first_answered_at from support_case where ref = $1`,
      [ref],
    )
  )[0]

describe('a reply', async () => {
  const room = await testMailroom()
  const us = room.freshAddress('help')
  // Whoever is at our own domain is one of us.
  const [ada, bo] = ['ada', 'bo'].map((name) => room.freshAddress(name).replace('@example.', '@customer.')) as [
    string,
    string,
  ]
  let mailbox = ''
  const sync = async () => {
    const deps = {
      db: desk.db,
      key: desk.services.key,
      mailFiles: desk.services.mailFiles,
      insecure: false,
      pollMs: 500,
    }
    await syncMailbox(deps, mailbox, { signal: new AbortController().signal })
    await desk.work()
  }
  /** What lies in somebody's inbox, oldest first. */
  const inbox = async (address: string) => {
    const raw = await asMailProgram(room, address, async (client) => {
      await client.mailboxOpen('INBOX')
      const all: Buffer[] = []
      for await (const { source } of client.fetch('1:*', { source: true })) if (source) all.push(source)
      return all
    })
    return Promise.all(
      raw.map(async (bytes) => {
        const read = await readMessage(bytes, new Date())
        if (!read.ok) throw new Error(read.problem)
        return { ...read.value, raw: bytes.toString() }
      }),
    )
  }

  beforeAll(async () => {
    const login = `${encodeURIComponent(us)}:${room.password}`
    mailbox = await addMailbox(desk.db, desk.scope, desk.services.key, {
      address: us,
      imap: `imap://${login}@${room.imap.host}:${room.imap.port}`,
      smtp: `smtp://${login}@${room.smtp.host}:${room.smtp.port}`,
      visibility: 'full',
      agreed: true,
    })
    await say('mia', `mailbox support ${us}`)
    await sync()
    await putMail(room, us, 'INBOX', [
      letter({ id: 'q1@x', from: `Ada <${ada}>`, to: us, cc: bo, subject: 'Printer', text: 'It is on fire.' }),
    ])
    await sync()
  })

  it('is shown with its recipients, goes out in the customer’s thread as support, and stands in Sent', async () => {
    const preview = await say('anna', 'case reply CASE-1 Please unplug it. after:waiting')
    expect(preview.reply.headline).toBe(`Reply to ${ada} on CASE-1 Printer?`)
    expect(preview.reply.fields).toEqual(
      expect.arrayContaining([
        { label: 'Copied to', value: bo },
        { label: 'From', value: us },
        { label: 'Subject', value: 'Re: Printer' },
      ]),
    )
    expect(preview.reply.sections?.[0]?.prose).toBe('Please unplug it.\n\nAnna\nLindenhof GmbH')
    expect(await inbox(ada)).toEqual([])
    const sent = await click('anna', confirmOf(preview))
    expect(sent.reply.headline).toBe(`Your reply on CASE-1 is on its way to ${ada}, ${bo}`)
    await desk.work()
    const [mail] = await inbox(ada)
    expect(mail).toMatchObject({ subject: 'Re: Printer', inReplyTo: ['q1@x'] })
    expect(mail?.references).toEqual(['q1@x', mail?.messageKey])
    expect(mail?.raw).toContain(`From: "Anna, Lindenhof GmbH" <${us}>`)
    expect(await inbox(bo)).toHaveLength(1)
    const copies = await asMailProgram(room, us, (client) => client.status('Sent', { messages: true }))
    expect(copies).toMatchObject({ messages: 1 })
    expect(await caseOf('CASE-1')).toMatchObject({ status: 'waiting', first_answered_at: expect.any(Date) as unknown })
  })

  it('is on its case once the Sent folder is read, and counts once', async () => {
    const before = await caseOf('CASE-1')
    expect(JSON.stringify((await say('ben', 'case show CASE-1')).reply.sections)).toContain('(sent)')
    await sync()
    const card = await say('ben', 'case show CASE-1')
    expect(card.reply.data).toMatchObject({
      mails: [{ text: 'It is on fire.' }, { text: expect.stringContaining('unplug') as unknown }],
    })
    expect(JSON.stringify(card.reply.sections)).not.toContain('(sent)')
    expect(await caseOf('CASE-1')).toEqual(before)
  })

  it('carries the files that came with its words: those that were shown, and no others', async () => {
    const guide = { name: 'Guide für Drucker.pdf', bytes: Buffer.from('%PDF-1.7 how to unplug it') }
    const photo = { name: 'plug.png', bytes: Buffer.alloc(2000, 7) }
    const preview = await say('anna', 'case reply CASE-1 Both are attached.', [guide, photo])
    expect(preview.reply.fields).toContainEqual({
      label: 'Files',
      value: 'Guide für Drucker.pdf (25 B), plug.png (2 KB)',
    })
    const before = (await inbox(ada)).length
    expect((await click('anna', confirmOf(preview))).reply).toMatchObject({ data: { files: [guide.name, photo.name] } })
    await desk.work()
    const mail = (await inbox(ada)).at(-1)
    expect(await inbox(ada)).toHaveLength(before + 1)
    expect(mail?.attachments.map(({ filename, sizeBytes }) => [filename, sizeBytes])).toEqual([
      [guide.name, 25],
      [photo.name, 2000],
    ])
    const bare = await say('anna', 'case reply CASE-1 And without.')
    expect(bare.reply.fields?.map(({ label }) => label)).not.toContain('Files')
  })

  it('with files that nobody confirmed leaves none behind, and takes nobody else’s', async () => {
    const secret = { name: 'secret.txt', bytes: Buffer.from('for Ada alone') }
    await say('anna', 'case reply CASE-1 Not sent.', [secret])
    const [row] = await desk.rows<{ id: string }>('select id from case_reply_file where reply_id is null')
    const stolen = await say('ben', `case reply CASE-1 Mine. kept:${row?.id}`)
    expect(stolen.reply.headline).toContain('attach it again')
    expect(
      (await say('anna', 'case reply CASE-1 Empty.', [{ name: 'a.txt', bytes: Buffer.alloc(0) }])).reply,
    ).toMatchObject({ headline: 'a.txt is empty.' })
    expect(await sweepFiles({ db: desk.db, mailFiles: desk.services.mailFiles }, desk.scope)).toBe(0)
    clock.advance(2 * 86_400_000)
    await desk.change((tx) => tx.outbox('prune', {}))
    await desk.work()
    expect(await desk.rows('select 1 from case_reply_file where reply_id is null')).toEqual([])
    expect(await sweepFiles({ db: desk.db, mailFiles: desk.services.mailFiles }, desk.scope)).toBe(1)
  })

  it('is answered to an address that finds its case though all references are lost', async () => {
    const [mail] = await inbox(ada)
    const replyTo = mail?.participants.find(({ role }) => role === 'reply-to')?.address ?? ''
    expect(replyTo).toMatch(/\+r[a-z2-7]{42}@/)
    await putMail(room, us, 'INBOX', [
      letter({ id: 'q2@x', from: ada, to: replyTo, subject: 'Smoke', text: 'Still smoking.' }),
    ])
    await sync()
    expect(await desk.cases()).toHaveLength(1)
    expect((await caseOf('CASE-1'))?.status).toBe('open')
  })

  it('that a colleague wrote in a mail program is an answer too', async () => {
    await putMail(room, us, 'INBOX', [letter({ id: 'q3@x', from: ada, to: us, subject: 'Scanner' })])
    await sync()
    expect(await caseOf('CASE-2')).toMatchObject({ status: 'new', first_answered_at: null })
    await putMail(room, us, 'Sent', [
      letter({ id: 'a3@x', from: us, to: ada, subject: 'Re: Scanner', inReplyTo: 'q3@x' }),
    ])
    await sync()
    expect(await caseOf('CASE-2')).toMatchObject({ status: 'open', first_answered_at: expect.any(Date) as unknown })
  })
})

describe('a customer never gets two replies', () => {
  // From here on mail goes through a server that can be told to misbehave.
  beforeAll(() => desk.change((tx) => tx.prisma.mailbox.updateMany({ data: { status: 'paused' } })))
  const opened = async (subject: string) => {
    await desk.ada(subject)
    return (await desk.cases()).find((one) => one.subject === subject)?.ref ?? ''
  }

  it('of a double click, or of an errand that comes twice', async () => {
    const smtp = await testSmtp()
    const ref = await opened('Double')
    const preview = await say('anna', `case reply ${ref} Once.`)
    const both = await Promise.all([click('anna', confirmOf(preview)), click('anna', confirmOf(preview))])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)?.reply.headline).toMatch(/done already|changed/)
    const [errand] = await desk.rows<{ data: { replyId: string } }>(
      `select data from outbox where kind = 'case.reply' and done_at is null`,
    )
    const services = sendingBy(desk, smtp.url)
    smtp.next(['later'])
    await expect(runErrands(desk.db, desk.scope, services, { kinds: /case\.reply/ })).rejects.toThrow()
    await desk.change((tx) => tx.outbox('case.reply', errand?.data ?? {}))
    await runErrands(desk.db, desk.scope, services, { kinds: /case\.reply/ })
    await desk.change((tx) => tx.outbox('case.reply', errand?.data ?? {}))
    await runErrands(desk.db, desk.scope, services, { kinds: /case\.reply/ })
    expect(smtp.received).toHaveLength(1)
  })

  it('of two colleagues: whoever comes second is told who replied, and sees what it is like now', async () => {
    const smtp = await testSmtp()
    const ref = await opened('Two desks')
    const [one, two] = [
      await say('anna', `case reply ${ref} From Anna.`),
      await say('ben', `case reply ${ref} From Ben.`),
    ]
    expect(two.reply.notes).toEqual([expect.stringMatching(/^Anna is writing a reply since \d+ min\.$/)])
    expect(JSON.stringify((await say('mia', `case show ${ref}`)).reply.text)).toMatch(
      /Anna is writing .* and Ben is writing/,
    )
    clock.advance(60_000)
    expect((await click('anna', confirmOf(one))).ok).toBe(true)
    const refused = await click('ben', confirmOf(two))
    expect(refused.ok).toBe(false)
    expect(refused.reply.text).toMatch(/Nothing was done.*\nAnna replied to the customer at \d\d:\d\d\./s)
    await runErrands(desk.db, desk.scope, sendingBy(desk, smtp.url), { kinds: /case\.reply/ })
    expect(smtp.received).toHaveLength(1)
    expect((await say('mia', `case show ${ref}`)).reply.text).toContain('Ben is writing')
    expect((await click('ben', confirmOf(refused))).ok).toBe(true)
  })

  it('of two colleagues who press at the same moment', async () => {
    const ref = await opened('Same moment')
    const [one, two] = [
      await say('anna', `case reply ${ref} From Anna.`),
      await say('ben', `case reply ${ref} From Ben.`),
    ]
    const both = await Promise.all([click('anna', confirmOf(one)), click('ben', confirmOf(two))])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(
      await desk.rows(`select 1 from case_reply r join support_case c on c.id = r.case_id where c.ref = $1`, [ref]),
    ).toHaveLength(1)
  })

  it('of a line that breaks: nobody knows, so its writer is asked', async () => {
    const smtp = await testSmtp()
    const ref = await opened('Broken line')
    const services = sendingBy(desk, smtp.url)
    await runErrands(desk.db, desk.scope, services, { kinds: /case\.reply/ })
    smtp.received.length = 0
    await click('anna', confirmOf(await say('anna', `case reply ${ref} Hello.`)))
    smtp.next(['cut'])
    await runErrands(desk.db, desk.scope, services, { kinds: /case\.reply/ })
    expect(JSON.stringify((await say('ben', `case show ${ref}`)).reply.sections)).toContain(
      'nobody knows whether it went out',
    )
    clock.advance(60_000)
    await runErrands(desk.db, desk.scope, services, { kinds: /delivery/ })
    await desk.slack.as('anna').sees(/I can't tell whether the mail to ada@acme.com went out/)
    expect(smtp.received).toHaveLength(1)
  })

  it('of one who writes while the customer does: what they said since is shown first', async () => {
    const ref = await opened('Crossing')
    const preview = await say('anna', `case reply ${ref} Try again.`)
    clock.advance(60_000)
    await desk.ada('Re: Crossing', {
      references: [
        (await desk.rows<{ key: string }>(`select message_key as key from message where subject = 'Crossing'`))[0]?.key,
      ],
    })
    const refused = await click('anna', confirmOf(preview))
    expect(refused).toMatchObject({ ok: false, confirm: expect.any(String) as unknown })
  })
})

it('tells its writer when no mailbox can send it', async () => {
  await desk.ada('No sender')
  const ref = (await desk.cases()).find((one) => one.subject === 'No sender')?.ref ?? ''
  await click('anna', confirmOf(await say('anna', `case reply ${ref} Hello.`)))
  await runErrands(desk.db, desk.scope, desk.services, { kinds: /case\.reply/ }).catch(() => undefined)
  const said = await desk.slack.as('anna').sees(`Your reply on ${ref} did not go out`)
  expect(said.text).toContain('ada@acme.com')
})
