import { expect, it } from 'vitest'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import type { Visibility } from '../../../src/domain/correspondence/mailbox.js'
import { setThreadPrivate } from '../../../src/domain/correspondence/private-thread.js'
import { findThreadsByIds } from '../../../src/domain/correspondence/thread-store.js'
import { listThreadTitles } from '../../../src/domain/correspondence/thread-title-store.js'
import { fileLetters } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { mailWorld } from '../../support/mail.js'

const world = await mailWorld()
const company = await world.newCompany()
const holder = await company.staff('jo@lindenhof.test', 'Jo Lind')
const colleague = await company.staff('kim@lindenhof.test', 'Kim Berg')
const mailbox = (address: string, visibility: Visibility) =>
  addMailbox(world.db, company.scope, world.deps.key, {
    address,
    imap: 'imap://x:y@mail.example',
    visibility,
    agreed: true,
  })
const told = (id: string, subject: string, of: Partial<Letter> = {}): Letter => ({
  id,
  from: 'ada@acme.example',
  to: 'info@lindenhof.test',
  subject,
  text: subject,
  ...of,
})
const answer = (id: string, to: string, subject: string): Letter =>
  told(id, subject, { inReplyTo: to, references: [to] })

await fileLetters(company, await mailbox('info@lindenhof.test', 'full'), [
  told('full@x', 'Shared'),
  answer('late@x', 'early@x', 'Re: Hidden first'),
])
await fileLetters(company, await mailbox('sales@lindenhof.test', 'subject'), [told('subject@x', 'Only its subject')])
await fileLetters(company, await mailbox('boss@lindenhof.test', 'metadata'), [
  told('hidden@x', 'Nobody sees this'),
  told('early@x', 'Hidden first'),
])
await fileLetters(company, await mailbox('jo@lindenhof.test', 'full'), [told('own@x', 'Kept to Jo')])

const threads = await company.read(
  ({ sql, scope }) => sql<{ id: string; ref: string; subject: string }[]>`
    select id, ref, subject from thread where workspace_id = ${scope.workspaceId} order by ref`,
)
const ids = threads.map(({ id }) => id)
const keptToJo = threads.find(({ subject }) => subject === 'Kept to Jo')?.id ?? ''
await company.change((tx) => setThreadPrivate(tx, keptToJo, holder, true))

const SHARED = ['null', 'Only its subject', 'Re: Hidden first', 'Shared']

it.each([
  ['a colleague', colleague, SHARED],
  ['who holds a private one', holder, ['Kept to Jo', ...SHARED]],
])('%s sees the threads that a list would show, by the first subject that is shared', async (_who, id, subjects) => {
  const titles = await company.read((read) => listThreadTitles(read, ids, { id }))
  const listed = await company.read((read) => findThreadsByIds(read, ids, { id }))
  expect(titles.map(({ subject }) => String(subject)).toSorted((a, b) => a.localeCompare(b))).toEqual(subjects)
  const asListed = listed.map(({ id, ref, subject, version }) => ({ id, ref, subject, version }))
  expect(new Map(titles.map((title) => [title.id, { ...title }]))).toEqual(
    new Map(asListed.map((one) => [one.id, one])),
  )
})

it('a thread that became a part of another is not among them', async () => {
  const [first, second] = ids as [string, string]
  await company.bulk(async ({ sql, scope }) => {
    await sql`update message set thread_id = ${first} where workspace_id = ${scope.workspaceId} and thread_id = ${second}`
  })
  const titles = await company.read((read) => listThreadTitles(read, [second], { id: holder }))
  expect(titles).toEqual([])
})
