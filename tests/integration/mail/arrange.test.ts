import { expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { listPartition } from '../../../src/domain/correspondence/thread-store.js'
import { randomIds } from '../../../src/lib/ids.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { filingItem } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { TEST_KEY } from '../../support/test-key.js'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk
const { db } = desk.deps
const mailbox = await addMailbox(db, desk.scope, readSecretKey(TEST_KEY), {
  address: 'dana@lindenhof.test',
  imap: 'imaps://x:y@mail.example',
  visibility: 'full',
  agreed: true,
})
let uid = 0
const file = async (letters: readonly Letter[]) => {
  const items = await Promise.all(letters.map((given) => filingItem(mailbox, ++uid, given)))
  await bulkWorkspace(db, desk.scope, (bulk) => fileMessages(bulk, randomIds, items))
}
const mail = (id: string, references: readonly string[] = [], given: Partial<Letter> = {}): Letter => ({
  id,
  from: 'Ada Lovelace <ada@acme.example>',
  to: 'dana@lindenhof.test',
  subject: id,
  date: `${id.length + 1} Nov 2026 ${String(10 + (id.charCodeAt(0) % 10))}:00:00 +0000`,
  references,
  ...given,
})
/** The threads as sets of ids, by name. */
const threads = async (prefix: string) =>
  (await desk.read(listPartition))
    .map(({ messageIds }) => messageIds.filter((id) => id.startsWith(prefix)).sort())
    .filter((ids) => ids.length > 0)
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
const refOf = async (words: string) =>
  ((await say('dana', `search ${words}`)).data as { results: { ref: string; title: string }[] }).results.find(
    ({ title }) => title === words,
  )?.ref ?? ''

await say('dana', 'contact new "Ada Lovelace" email:ada@acme.example')
await say('dana', 'contact new "Bo Beta" email:bo@beta.example')

it('a thread has a short reference that people type', async () => {
  await file([mail('ref1@x'), mail('ref2@x', ['ref1@x'])])
  const ref = await refOf('ref1@x')
  expect(ref).toMatch(/^MAIL-\d+$/)
  expect((await say('dana', `thread show ${ref.toLowerCase()}`)).headline).toBe(`${ref} ref1@x: 2 mails`)
})

it('a split lasts: mail that refers to both sides stays on its own, until the split is taken back', async () => {
  await file([
    mail('s1@x'),
    mail('s2@x', ['s1@x']),
    mail('s3@x', ['s1@x', 's2@x'], { date: '20 Nov 2026 10:00:00 +0000' }),
  ])
  const ref = await refOf('s1@x')
  const reply = await say('dana', `thread split ${ref} at:3`)
  expect(await threads('s')).toEqual([['s1@x', 's2@x'], ['s3@x']])
  const late = { date: '21 Nov 2026 10:00:00 +0000' }
  await file([
    mail('s4@x', ['s1@x', 's2@x', 's3@x'], late), // follows the pinned mail
    mail('s5@x', ['s2@x'], late), // answers what is before it
    mail('s6@x', ['s1@x', 's7@x'], late), // refers to both sides, before anybody knows
  ])
  await file([mail('s7@x', ['s4@x'], late)])
  expect(await threads('s')).toEqual([
    ['s1@x', 's2@x', 's5@x'],
    ['s3@x', 's4@x', 's6@x', 's7@x'],
  ])
  await click('dana', reply, 'Undo')
  expect(await threads('s')).toEqual([['s1@x', 's2@x', 's3@x', 's4@x', 's5@x', 's6@x', 's7@x']])
  expect(await refOf('s1@x')).toBe(ref)
})

it('a thread is not split at its beginning', async () => {
  await file([mail('b1@x'), mail('b2@x', ['b1@x'], { date: '20 Nov 2026 10:00:00 +0000' })])
  const answer = await ask('dana', `thread split ${await refOf('b1@x')} at:1`)
  expect(answer.ok).toBe(false)
  expect(answer.reply.headline).toContain('the thread begins with it')
  expect(await threads('b')).toEqual([['b1@x', 'b2@x']])
})

it('a merge lasts, into the thread that was named, and can be taken back', async () => {
  await file([mail('m1@x'), mail('n1@x', [], { subject: 'm2 other' })])
  const [one, other] = [await refOf('m1@x'), await refOf('m2 other')]
  const reply = await say('dana', `thread merge ${one} into:${other}`)
  expect((await say('dana', `thread show ${one}`)).headline).toContain(`${other} `)
  await file([mail('m2@x', ['m1@x'], { date: '20 Nov 2026 10:00:00 +0000' })])
  const all = (await desk.read(listPartition)).find(({ messageIds }) => messageIds.includes('m1@x'))
  expect(all?.messageIds.sort()).toEqual(['m1@x', 'm2@x', 'n1@x'])
  const undone = await click('dana', reply, 'Undo')
  expect(undone, undone.reply.headline).toMatchObject({ ok: true })
  expect(await threads('m')).toEqual([['m1@x', 'm2@x']])
  expect(await threads('n')).toEqual([['n1@x']])
  expect((await say('dana', `thread show ${one}`)).headline).toBe(`${one} m1@x: 2 mails`)
})

it('a link and an unlink by hand survive every later mail; Undo takes each back', async () => {
  await file([mail('l1@x')])
  const ref = await refOf('l1@x')
  const threadsOf = async (name: string) =>
    ((await say('dana', `contact mail "${name}"`)).data as { threads: { ref: string }[] }).threads.map((t) => t.ref)
  const linked = await say('dana', `link ${ref} to:"Bo Beta"`)
  expect(await threadsOf('Bo Beta')).toEqual([ref])
  await file([mail('l2@x', ['l1@x'])])
  expect(await threadsOf('Bo Beta')).toEqual([ref])
  const unlinked = await say('dana', `unlink ${ref} from:"Ada Lovelace"`)
  await file([mail('l3@x', ['l2@x'])])
  expect(await threadsOf('Ada Lovelace')).not.toContain(ref)
  await click('dana', unlinked, 'Undo')
  expect(await threadsOf('Ada Lovelace')).toContain(ref)
  await click('dana', linked, 'Undo')
  expect(await threadsOf('Bo Beta')).toEqual([])
})

it('an unlink survives a split: neither part comes back by itself', async () => {
  await file([mail('u1@x'), mail('u2@x', ['u1@x'], { date: '20 Nov 2026 10:00:00 +0000' })])
  const ref = await refOf('u1@x')
  await say('dana', `unlink ${ref} from:"Ada Lovelace"`)
  const { data } = await say('dana', `thread split ${ref} at:2`)
  const refs = [ref, (data as { to: { ref: string } }).to.ref]
  await file([mail('u3@x', ['u2@x'], { date: '21 Nov 2026 10:00:00 +0000' })])
  const shown = ((await say('dana', 'contact mail "Ada Lovelace"')).data as { threads: { ref: string }[] }).threads
  expect(shown.map((each) => each.ref).filter((each) => refs.includes(each))).toEqual([])
})
