import { expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { saveMailboxStatus } from '../../../src/domain/correspondence/mailbox-store.js'
import { randomIds } from '../../../src/lib/ids.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { filingItem } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { TEST_KEY } from '../../support/test-key.js'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { say, ask } = desk
const { db } = desk.deps

const mailbox = (address: string, visibility: 'full' | 'metadata') =>
  addMailbox(db, desk.scope, readSecretKey(TEST_KEY), {
    address,
    imap: 'imaps://x:y@mail.example',
    visibility,
    agreed: true,
  })
let uid = 0
const file = async (mailboxId: string, letters: readonly Letter[]) => {
  const items = await Promise.all(letters.map((given) => filingItem(mailboxId, (uid += 1), given)))
  await bulkWorkspace(db, desk.scope, (bulk) => fileMessages(bulk, randomIds, items))
}

await say('dana', 'contact new "Ada Lovelace" email:ada@acme.example')
const dana = await mailbox('dana@lindenhof.test', 'full')
const finn = await mailbox('finn@lindenhof.test', 'metadata')
await file(dana, [
  {
    id: 'a@x',
    from: 'Ada <ada@acme.example>',
    to: 'dana@lindenhof.test',
    subject: 'Renewal offer',
    text: 'Shall we renew?',
  },
  {
    id: 'b@x',
    from: 'dana@lindenhof.test',
    to: 'ada@acme.example',
    subject: 'Re: Renewal offer',
    inReplyTo: 'a@x',
    text: 'Yes.\n\nOn Monday Ada wrote:\n> Shall we renew?',
    date: 'Tue, 03 Nov 2026 10:00:00 +0000',
  },
])
await file(finn, [
  { id: 'c@x', from: 'ada@acme.example', to: 'finn@lindenhof.test', subject: 'Bank details', text: 'Confidential.' },
])

it('a contact’s mail shows what is shared, and that there is more', async () => {
  const reply = await say('dana', 'contact mail "Ada Lovelace"')
  expect(reply.headline).toBe('2 threads with Ada Lovelace')
  expect(reply.data).toMatchObject({
    threads: [
      { subject: 'Renewal offer', messages: 2, snippet: 'Yes.' },
      { subject: null, messages: 1, snippet: null },
    ],
  })
  expect(JSON.stringify(reply)).not.toMatch(/Bank details|Confidential/)
})

it('a thread is found by its words and shows its messages without their quotes', async () => {
  expect(await say('rita', 'search renew')).toMatchObject({
    data: { results: [{ kind: 'thread', title: 'Renewal offer' }] },
  })
  const reply = await say('rita', 'thread show "renewal offer"')
  expect(reply.headline).toBe('MAIL-1 Renewal offer: 2 mails')
  expect(reply.sections?.map(({ prose }) => prose)).toEqual(['Shall we renew?', 'Yes.'])
})

it('what a mailbox does not share is not found, and looks like what is not there', async () => {
  for (const words of ['search "Bank details"', 'search Confidential'])
    expect((await say('rita', words)).data).toMatchObject({ results: [] })
  expect((await ask('rita', 'thread show "Bank details"')).ok).toBe(false)
})

it('mailboxes: sales see their own, a manager all, with what keeps one from following', async () => {
  const error = 'mail.example:993 does not accept the password of finn.'
  await bulkWorkspace(db, desk.scope, (bulk) =>
    saveMailboxStatus(bulk, finn, { status: 'failing', error, synced: false }),
  )
  const addresses = async (who: 'dana' | 'rita') =>
    ((await say(who, 'mailbox list')).data as { mailboxes: { address: string }[] }).mailboxes.map(
      (each) => each.address,
    )
  expect(await addresses('dana')).toEqual(['dana@lindenhof.test'])
  expect(await addresses('rita')).toEqual(['dana@lindenhof.test', 'finn@lindenhof.test'])
  const status = await say('rita', 'mailbox status')
  expect(status.headline).toBe("1 mailbox can't be followed just now")
  expect(status.notes).toEqual([`finn@lindenhof.test: ${error}`])
  const shut = 'Its server does not open 1 folder, whose mail is not logged: Clients.'
  await bulkWorkspace(db, desk.scope, (bulk) =>
    saveMailboxStatus(bulk, finn, { status: 'following', error: shut, synced: true }),
  )
  const inPart = await say('rita', 'mailbox status finn')
  expect(inPart.notes).toEqual([`finn@lindenhof.test: ${shut}`])
  expect(JSON.stringify(inPart.table)).toContain('following in part')
  expect((await say('rita', 'mailbox status dana')).data).toMatchObject({
    mailboxes: [{ address: 'dana@lindenhof.test', messages: 2 }],
  })
})

it('what Outlook or Gmail takes for one conversation is offered to be merged, and joined by nothing else', async () => {
  const conversation = Buffer.alloc(22, 7)
  const index = (answer: number[]) => Buffer.concat([conversation, Buffer.from(answer)]).toString('base64')
  const mail = (id: string, headers: Record<string, string>, subject: string) => ({
    id,
    from: 'dana@lindenhof.test',
    to: 'bo@acme.example',
    subject,
    headers,
  })
  await file(dana, [
    mail('o1@x', { 'Thread-Index': index([]) }, 'Delivery dates'),
    mail('o2@x', { 'Thread-Index': index([1, 2, 3, 4, 5]) }, 'Dates, again'),
    mail('o3@x', { 'Thread-Index': 'AAAA' }, 'Something else'),
    mail('o4@x', { 'X-GM-THRID': '1789' }, 'In Gmail'),
    mail('o5@x', { 'X-GM-THRID': '1789' }, 'In Gmail, later'),
  ])
  await file(finn, [mail('o6@x', { 'Thread-Index': index([9, 9, 9, 9, 9]) }, 'Unshared')])
  const shown = await say('dana', 'thread show "Delivery dates"')
  const offers = shown.actions?.filter(({ label }) => label.startsWith('Merge with')) ?? []
  expect(offers).toHaveLength(2)
  expect(shown.notes?.filter((note) => note.startsWith('Outlook takes it'))).toHaveLength(2)
  expect(JSON.stringify(shown)).toContain('Dates, again')
  expect(JSON.stringify(shown)).not.toContain('Unshared')
  const hints = async (thread: string) =>
    (await say('dana', `thread show "${thread}"`)).notes?.filter((note) => note.includes(' takes it for ')) ?? []
  expect(await hints('Something else')).toEqual([])
  expect(await hints('In Gmail, later')).toEqual([
    expect.stringMatching(/^Gmail takes it for the same conversation as MAIL-\d+ In Gmail,/),
  ])
  const merge = offers.find(({ typed }) => typed)?.typed ?? ''
  expect((await say('dana', merge)).headline).toMatch(/is part of MAIL-\d+ now: 2 mails/)
  expect(await hints('Delivery dates')).toEqual([])
})
