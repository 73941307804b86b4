import { expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { renderReply } from '../../../src/bots/terminal/render-reply.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { loadJobs } from '../../../src/jobs/registry.js'
import { processOffer } from '../../../src/jobs/worker.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { openErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { putMail } from '../../support/mail.js'
import { mailDesk } from '../../support/mail-desk.js'
import { testMailroom } from '../../support/mailroom.js'

const desk = await mailDesk([
  { name: 'ada', roles: ['admin'] },
  { name: 'sal', roles: ['sales'] },
])
const room = await testMailroom()
const { db, scope, services } = desk
const us = room.freshAddress('books')
const login = `${encodeURIComponent(us)}:${room.password}`
const imap = `imap://${login}@${room.imap.host}:${room.imap.port}`
const box = await addMailbox(db, scope, services.key, { address: us, imap, visibility: 'full', agreed: true })
const mail = (id: string) => letter({ id, from: 'ada@acme.com', to: us })

const typed = async (name: string, text: string) => {
  const who = { workspaceId: scope.workspaceId, staffId: desk.staff[name] ?? '', via: 'terminal' as const }
  const answer = await dispatch({ db, catalog: services.catalog }, { who, input: { text } })
  return { ...answer, text: renderReply(answer.reply, { width: 100, colour: false, timeZone: 'UTC' }) }
}

it('compares by a worker, tells who asked in chat, and gives the answer again in the terminal', async () => {
  await putMail(room, us, 'INBOX', [mail('a@x'), mail('b@x')])
  const deps = { db, key: services.key, mailFiles: services.mailFiles, insecure: false }
  await syncMailbox(deps, box, { signal: new AbortController().signal })
  await putMail(room, us, 'INBOX', [mail('c@x')])
  const ada = desk.slack.as('ada')
  expect(JSON.stringify(await ada.asks('mailbox audit', 'being asked'))).toContain('I write to you')
  await desk.work()
  const told = await ada.sees('1 missing, 0 extra')
  const text = JSON.stringify(told)
  for (const word of ['Folder', 'On server', 'Stored', 'Missing', 'INBOX', 'UID 3 c@x']) expect(text).toContain(word)

  const again = await typed('ada', `mailbox audit ${us}`)
  expect(again.text).toMatch(/Folder\s+On server\s+Stored\s+Set aside\s+Older\s+Missing\s+Extra/)
  expect(again.text).toMatch(/INBOX\s+3\s+2\s+0\s+0\s+1\s+0/)
  expect(again.reply.data).toMatchObject({ mailbox: us, missing: 1, extra: 0 })
  expect(await desk.rows('select 1 from mailbox_audit')).toHaveLength(1)

  desk.clock.advance(10 * 60_000)
  expect((await typed('ada', 'mailbox audit')).text).toMatch(/being asked[^]*Give the command again[^]*before: at/)
  expect((await typed('ada', 'mailbox audit')).text).toContain('being asked')
  expect(await desk.rows('select 1 from mailbox_audit')).toHaveLength(2)
})

it('that a stopping service breaks off is as it was asked for, and begins again', async () => {
  desk.clock.advance(10 * 60_000)
  const state = async () =>
    (await desk.rows<{ state: string }>('select state from mailbox_audit order by id desc limit 1'))[0]?.state
  await typed('ada', `mailbox audit ${us}`)
  const [errand] = await openErrands(db, scope, db.clock.now())
  const jobs = await loadJobs()
  const offer = { workspaceId: scope.workspaceId, outboxId: errand?.id ?? '' }
  const stopping = AbortSignal.abort()
  await expect(processOffer({ db, services, jobs, stopping }, offer)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await state()).toBe('asked')
  await processOffer({ db, services, jobs }, offer)
  expect(await state()).toBe('done')
})

it('is not for who may not see the mailbox, and says why a server could not be asked', async () => {
  expect((await typed('sal', 'mailbox audit')).text).toContain('No mailbox is followed')
  await addMailbox(db, scope, services.key, { address: 'away@lindenhof.test', imap: 'imaps://x:y@127.0.0.1:1' })
  await typed('ada', 'mailbox audit away')
  await desk.work()
  const { text } = await typed('ada', 'mailbox audit away')
  expect(text).toContain('away@lindenhof.test could not be compared with its server')
  expect(text).toMatch(/127\.0\.0\.1/)
})
