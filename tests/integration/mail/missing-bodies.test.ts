import { expect, it } from 'vitest'
import { addPeopleFromMail } from '../../../src/domain/correspondence/contacts-from-mail.js'
import { shareMailbox } from '../../../src/domain/correspondence/share-mailbox.js'
import { loadJobs } from '../../../src/jobs/registry.js'
import { processOffer } from '../../../src/jobs/worker.js'
import { fetchBodies } from '../../../src/mail/fetch-bodies.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { alteredLine } from '../../support/altered-line.js'
import { bareServices } from '../../support/bare-services.js'
import { cuttingProxy } from '../../support/cutting-proxy.js'
import { openErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { asMailProgram, type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()
const jobs = await loadJobs()
const { signal } = new AbortController()
const STRANGERS = Array.from({ length: 30 }, (_, n) => `who${n}@stranger${n}.example`)

/** A mailbox whose owner has not agreed yet, reached over a line that counts log-ins, with a mail of each stranger. */
async function unagreed() {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  await company.staff(us, 'Jo Lind')
  const line = await cuttingProxy(room.imap)
  const mailbox = await company.mailbox({ ...room, imap: { ...room.imap, port: line.port } }, us, 'full', {
    agreed: false,
  })
  await putMail(
    room,
    us,
    'INBOX',
    STRANGERS.map((from, n) => letter({ id: `s${n}@x`, from, to: us, text: `Body ${n}.` })),
  )
  await syncMailbox(world.deps, mailbox, { signal })
  return { company, us, mailbox, line }
}

const bodiless = async (company: MailCompany): Promise<number> =>
  (await company.read(({ sql }) => sql`select from message where not body_stored`)).length

/** Does all of these kinds that is due within the next minute at the same moment, as ten workers would. */
async function workAtOnce({ scope }: MailCompany, kinds: RegExp): Promise<void> {
  const services = { ...bareServices, mailFiles: world.deps.mailFiles }
  const until = new Date(world.db.clock.now().getTime() + 60_000)
  const rows = (await openErrands(world.db, scope, until)).filter(({ kind }) => kinds.test(kind))
  await Promise.all(
    rows.map(({ id }) =>
      processOffer({ db: world.db, services, jobs }, { workspaceId: scope.workspaceId, outboxId: id }),
    ),
  )
}

it('the texts of mail with many strangers who became contacts are fetched in one go', async () => {
  const { company, line } = await unagreed()
  expect(await bodiless(company)).toBe(STRANGERS.length)
  const before = line.count()
  const people = STRANGERS.map((address) => ({ address, name: null }))
  await addPeopleFromMail(world.db, company.scope, { people, outboxId: '01999999-0000-7000-8000-000000000000' })
  await workAtOnce(company, /^contact\.address-added$/)
  await workAtOnce(company, /^mail\.bodies-wanted$/)
  expect(await bodiless(company)).toBe(0)
  expect(line.count() - before).toBe(1)
  const errands = await company.read(({ sql }) => sql`select from outbox where kind = 'mail.raw-unneeded'`)
  expect(errands).toEqual([]) // none was fetched, and kept, twice
})

it('two who would fetch them at the same moment take turns, and what became known meanwhile is asked for again', async () => {
  const { company, mailbox, line } = await unagreed()
  await company.change((tx) => shareMailbox(tx, mailbox, 'subject'))
  const before = line.count()
  const came = await Promise.all([1, 2, 3].map(() => fetchBodies(world.deps, company.scope, mailbox)))
  expect(came).toContain('done')
  expect(line.count() - before).toBe(1)
  expect(await bodiless(company)).toBe(0)
})

it('a folder that its server does not open keeps no other waiting', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('jo')
  await company.staff(us, 'Jo Lind')
  await asMailProgram(room, us, (client) => client.mailboxCreate('Aside'))
  for (const folder of ['Aside', 'INBOX'])
    await putMail(room, us, folder, [letter({ id: `${folder}@x`, from: 'who@far.example', to: us, text: 'Far.' })])
  let isShut = false
  const line = await alteredLine(room.imap, {
    toServer: (said) => (isShut ? said.replace(/EXAMINE "?Aside"?/, 'EXAMINE "None"') : said),
  })
  const mailbox = await company.mailbox({ ...room, imap: line }, us, 'full', { agreed: false })
  await syncMailbox(world.deps, mailbox, { signal })
  await company.change((tx) => shareMailbox(tx, mailbox, 'subject'))
  expect(await bodiless(company)).toBe(2)
  isShut = true
  await expect(fetchBodies(world.deps, company.scope, mailbox)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await bodiless(company)).toBe(1)
  isShut = false
  await fetchBodies(world.deps, company.scope, mailbox)
  expect(await bodiless(company)).toBe(0)
})
