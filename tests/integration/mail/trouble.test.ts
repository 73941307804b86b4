import { expect, it } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { saveMailboxStatus } from '../../../src/domain/correspondence/mailbox-store.js'
import { runErrands } from '../../support/errands.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { testSmtp } from '../../support/smtp.js'

const desk = await mailDesk([
  { name: 'dana', roles: ['sales'] },
  { name: 'ada', roles: ['admin'] },
  { name: 'olga', roles: ['sales'], slack: false },
])
const smtp = await testSmtp(() => undefined)
const services = sendingBy(desk, smtp.url)

const boxes = {
  dana: await desk.mailbox('dana@lindenhof.test'),
  olga: await desk.mailbox('olga@lindenhof.test'),
  shared: await desk.mailbox('info@lindenhof.test'),
}

const note = (status: 'failing' | 'following', error = status === 'failing' ? 'Its server is away.' : null) =>
  bulkWorkspace(desk.db, desk.scope, async (bulk) => {
    for (const id of Object.values(boxes)) await saveMailboxStatus(bulk, id, { status, error, synced: false })
  })

async function after(minutes: number) {
  desk.clock.advance(minutes * 60_000)
  await desk.change((tx) => tx.outbox('mailbox.trouble', {}))
  await runErrands(desk.db, desk.scope, services, { kinds: /^mailbox\.trouble$/ })
}

const heard = async (who: string, words: RegExp) =>
  (await desk.slack.stored(who)).filter(({ text }) => words.test(text)).map(({ text }) => text)
const mails = (words: RegExp) => smtp.received.filter((raw) => words.test(raw))

it('tells of a mailbox that stays away, once, whose it is: in Slack or by mail, of a shared one the administrators', async () => {
  await note('failing')
  await after(5)
  expect(await heard('dana', /can.t be followed/)).toEqual([])
  await note('failing')
  await after(11)
  await after(5)
  expect(await heard('dana', /can.t be followed/)).toHaveLength(1)
  expect(await heard('ada', /can.t be followed/)).toMatchObject([expect.stringContaining('info@lindenhof.test')])
  expect(mails(/can.t be followed/)).toMatchObject([expect.stringMatching(/To:.*olga@lindenhof\.test/)])
})

it('says once that it is well again, and tells of the next time', async () => {
  await note('following')
  await after(5)
  await after(5)
  expect(await heard('dana', /is followed again/)).toHaveLength(1)
  expect(await heard('ada', /is followed again/)).toHaveLength(1)
  expect(mails(/is followed again/)).toHaveLength(1)
  await note('failing')
  await after(16)
  expect(await heard('dana', /can.t be followed/)).toHaveLength(2)
})

it('tells once of folders that a server does not open, and again when they are others', async () => {
  const shut = (folders: string) =>
    note('following', `Its server does not open 1 folder, whose mail is not logged: ${folders}.`)
  await shut('Clients')
  await after(5)
  await note('following')
  await after(5)
  await shut('Clients')
  await after(5)
  expect(await heard('dana', /not all of its folders/)).toHaveLength(1)
  await shut('Orders')
  await after(5)
  expect(await heard('dana', /not all of its folders/)).toHaveLength(2)
  expect(mails(/not all of its folders/).length).toBeGreaterThan(0) // the second is one too many for one address in two hours
})
