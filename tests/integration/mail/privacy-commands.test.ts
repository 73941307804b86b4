import { expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { fileMessages } from '../../../src/domain/correspondence/file-messages.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { randomIds } from '../../../src/lib/ids.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { filingItem } from '../../support/filing.js'
import type { Letter } from '../../support/letter.js'
import { TEST_KEY } from '../../support/test-key.js'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk
const { db } = desk.deps
const adminId = await desk.change((tx) =>
  addStaff(tx, { email: 'root@lindenhof.test', name: 'Ro Root', roles: ['admin'] }),
)
const admin = (text: string) =>
  dispatch(desk.deps, {
    who: { workspaceId: desk.scope.workspaceId, staffId: adminId, via: 'terminal' },
    input: { text },
  })
const mailbox = (address: string) =>
  addMailbox(db, desk.scope, readSecretKey(TEST_KEY), { address, imap: 'imaps://x:y@mail.example', visibility: 'full' })
const dana = await mailbox('dana@lindenhof.test')
const shared = await mailbox('sales@lindenhof.test')
let uid = 0
const file = async (mailboxId: string, letters: readonly Letter[]) => {
  const items = await Promise.all(letters.map((given) => filingItem(mailboxId, ++uid, given)))
  return bulkWorkspace(db, desk.scope, (bulk) => fileMessages(bulk, randomIds, items))
}
await say('dana', 'contact new "Ada Lovelace" email:ada@acme.example')
await file(dana, [{ id: 'a@x', from: 'ada@acme.example', to: 'dana@lindenhof.test', subject: 'Offer', text: 'Terms.' }])

it('its owner agrees to what a mailbox shares, having seen what that would be; nobody else can', async () => {
  const seenBy = async (who: 'dana' | 'rita') =>
    ((await say(who, 'contact mail "Ada Lovelace"')).data as { threads: { subject: string | null }[] }).threads[0]
      ?.subject
  expect([await seenBy('dana'), await seenBy('rita')]).toEqual(['Offer', null])
  expect((await ask('rita', 'mailbox share full mailbox:dana@lindenhof.test')).reply.headline).toBe(
    'Only its owner can share a mailbox.',
  )
  const preview = await ask('dana', 'mailbox share subject')
  expect(preview.confirm).toBeDefined()
  expect(preview.reply.private).not.toBe(false)
  expect(preview.reply.table?.rows).toMatchObject([{ subject: 'Offer', text: '(private)' }])
  expect(await seenBy('rita')).toBeNull()
  await file(dana, [
    { id: 'n@x', from: 'ada@acme.example', to: 'dana@lindenhof.test', subject: 'Newer', inReplyTo: 'a@x' },
  ])
  const done = await click('dana', preview.reply, 'Share this')
  expect(done, done.reply.headline).toMatchObject({ ok: true })
  expect(await seenBy('rita')).toBe('Offer')
})

it('what is seen of a shared mailbox is an administrator’s to say', async () => {
  expect((await ask('dana', 'mailbox share full mailbox:sales@lindenhof.test')).ok).toBe(false)
  expect(await admin('mailbox share subject mailbox:sales@lindenhof.test')).toMatchObject({ ok: true })
})

it('never-log by command: listed, undone, and without a trace beyond the rule itself', async () => {
  const letterFrom = (id: string): Letter => ({
    id,
    from: 'dr@clinic.example',
    to: 'dana@lindenhof.test',
    subject: 'Results',
  })
  const made = await say('dana', 'mailbox never-log DR+new@Clinic.example')
  expect((await say('dana', 'mailbox never-logged')).data).toMatchObject({
    rules: [{ pattern: 'dr@clinic.example', everyone: false }],
  })
  expect(await file(dana, [letterFrom('r1@x')])).toMatchObject({ stored: 0, unlogged: 1 })
  expect(await file(shared, [letterFrom('r2@x')])).toMatchObject({ stored: 1, unlogged: 0 })
  const traces = await bulkWorkspace(
    db,
    desk.scope,
    ({ sql }) =>
      sql<
        { table: string }[]
      >`select in_table as "table" from find_words('r1@x|dr\\+new|clinic') where in_table <> 'never_log'`,
  )
  // What the shared mailbox has is its own: the rule is Dana's.
  expect(traces.map(({ table }) => table)).not.toContain('pending_action')
  expect(traces.map(({ table }) => table)).not.toContain('audit_log')
  expect((await click('dana', made, 'Undo')).ok).toBe(true)
  expect((await say('dana', 'mailbox never-logged')).data).toEqual({ rules: [] })
  expect(await file(dana, [letterFrom('r3@x')])).toMatchObject({ stored: 1, unlogged: 0 })
  expect((await ask('dana', 'mailbox never-log spam.example everyone:yes')).ok).toBe(false)
  expect((await admin('mailbox never-log spam.example everyone:yes')).ok).toBe(true)
  expect(await file(shared, [{ ...letterFrom('r4@x'), from: 'x@a.spam.example' }])).toMatchObject({ unlogged: 1 })
  const removed = await admin('mailbox log-again spam.example')
  expect(removed.ok).toBe(true)
})

it('never-log of our own addresses is refused, and nonsense explained', async () => {
  expect((await ask('dana', 'mailbox never-log lindenhof.test')).reply.headline).toContain('our own addresses')
  expect((await ask('dana', 'mailbox never-log whatever')).ok).toBe(false)
})

it('when mail makes contacts is a setting, with Undo', async () => {
  expect((await ask('dana', 'contact from-mail any')).ok).toBe(false)
  const reply = await admin('contact from-mail any')
  expect(reply.reply.changes).toEqual([{ label: 'Contacts from mail', before: 'replied-to', after: 'any' }])
  const filed = await file(shared, [{ id: 'any@x', from: 'Eve <eve@delta.example>', to: 'sales@lindenhof.test' }])
  expect(filed.newPeople?.people).toEqual([{ address: 'eve@delta.example', name: 'Eve' }])
  await admin('contact from-mail off')
  const out = await file(shared, [{ id: 'off@x', from: 'sales@lindenhof.test', to: 'zoe@delta.example' }])
  expect(out.newPeople).toBeNull()
})

it('a private thread by command; only its holder may', async () => {
  await file(dana, [{ id: 'p@x', from: 'ada@acme.example', to: 'dana@lindenhof.test', subject: 'Personal matter' }])
  const { data } = await say('dana', 'contact mail "Ada Lovelace"')
  const ref = (data as { threads: { ref: string; subject: string }[] }).threads.find(
    (t) => t.subject === 'Personal matter',
  )?.ref
  expect((await ask('rita', `thread private ${ref}`)).ok).toBe(false)
  const made = await say('dana', `thread private ${ref}`)
  expect((await ask('rita', `thread show ${ref}`)).ok).toBe(false)
  expect((await say('rita', 'search personal')).data).toMatchObject({ results: [] })
  await click('dana', made, 'Undo')
  expect((await ask('rita', `thread show ${ref}`)).ok).toBe(true)
})

it('a person is exported as files, with what the asker may not see left to its holder; and erased after a preview', async () => {
  const exported = await admin('contact export "Ada Lovelace"')
  expect(exported.reply.files?.map(({ name }) => name)).toEqual(['CT-1.json', 'CT-1-mail.json'])
  const mail = new TextDecoder().decode(exported.reply.files?.[1]?.bytes)
  expect(mail).toContain('Offer')
  expect(mail).not.toContain('Terms.')
  expect(exported.reply.notes?.[0]).toContain('their holders can export those')
  expect((await ask('rita', 'contact erase "Ada Lovelace"')).ok).toBe(false)
  const preview = await admin('contact erase CT-1')
  expect(preview.reply.fields).toEqual([
    { label: 'Addresses', value: 'ada@acme.example' },
    { label: 'Kept by law', value: 'nothing' },
  ])
  const done = await dispatch(desk.deps, {
    who: { workspaceId: desk.scope.workspaceId, staffId: adminId, via: 'terminal' },
    input: { action: preview.confirm ?? '' },
  })
  expect(done.reply.headline).toBe('CT-1 is forgotten')
  expect((await say('dana', 'contact show CT-1')).headline).toBe('CT-1 Erased person CT-1')
})
