import { randomBytes } from 'node:crypto'
import os from 'node:os'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from '../../../src/config.js'
import { erasePerson } from '../../../src/domain/correspondence/erase-person.js'
import { getMailbox } from '../../../src/domain/correspondence/mailbox-store.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { auditMailbox } from '../../../src/mail/audit-mailbox.js'
import { gathered, readRaw } from '../../../src/mail/files/mail-files.js'
import { followMailboxes } from '../../../src/mail/follow-mailboxes.js'
import { sweepFiles } from '../../../src/mail/sweep-files.js'
import { sweepPacks } from '../../../src/mail/sweep-packs.js'
import { syncMailbox } from '../../../src/mail/sync-mailbox.js'
import { wipeRaw } from '../../../src/mail/wipe-raw.js'
import { openMailFiles } from '../../../src/mail-files.js'
import { bareServices } from '../../support/bare-services.js'
import { runErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { type MailCompany, mailWorld, putMail } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'
import { objectStore } from '../../support/object-store.js'
import { parcel } from '../../support/parcel.js'
import { until } from '../../support/until.js'

const store = await objectStore()
const world = await mailWorld()
const room = await testMailroom()
const { signal } = new AbortController()
const env = { ...(await store.freshBucket()), DAYBOOK_HOME: os.tmpdir() }
const filesBy = (more: Record<string, string> = {}) => openMailFiles(readConfig({ ...env, ...more }))
const mailFiles = filesBy()
const deps = { ...world.deps, mailFiles }
const services = { ...bareServices, mailFiles }

/** All that lies in the bucket of a company, as one text. */
async function inBucket({ scope }: MailCompany): Promise<string> {
  const texts = []
  for await (const holding of mailFiles.holdings.list()) {
    if (!holding.name.includes(scope.workspaceId)) continue
    const there = await mailFiles.holdings.open(holding)
    if (there) texts.push((await gathered(there.chunks)).toString('latin1'))
  }
  return texts.join('\n')
}

/** The same files a day later: nobody wrote to any of them since. The store rounds its times up, so some are a second ahead. */
const aDayLater = {
  db: world.db,
  mailFiles: {
    ...mailFiles,
    packs: (workspaceId: string) => {
      const packs = mailFiles.packs(workspaceId)
      return { ...packs, quiet: () => packs.quiet(-60_000) }
    },
  },
}

it('mail is kept, opened, audited, erased and swept in a bucket as on a disk', async () => {
  const company = await world.newCompany()
  const { scope } = company
  const us = room.freshAddress('jo')
  await company.staff(us, 'Jo Lind')
  const ada = await company.change((tx) => createContact(tx, { name: 'Ada Lovelace', addresses: ['ada@acme.com'] }))
  const mailbox = await company.mailbox(room, us)
  const drawing = randomBytes(60_000)
  const about = { id: 'a@x', from: 'Ada Lovelace <ada@acme.com>', to: us, text: 'The secret quokka.' }
  const sent = parcel(about, [{ name: 'engine.bin', bytes: drawing }])
  const kept = letter({ id: 'b@x', from: 'bo@beta.com', to: us, text: 'A numbat.' })
  await putMail(room, us, 'INBOX', [sent, kept])
  expect(await syncMailbox(deps, mailbox, { signal })).toMatchObject({ stored: 2, failed: 0 })
  const places = await company.read(
    ({ sql }) => sql<{ key: string; file: string; offset: string; length: number }[]>`
      select message_key as key, pack_file as file, pack_offset as "offset", pack_length as length from message order by message_key`,
  )
  const [first] = places.map((place) => ({ ...place, offset: Number(place.offset) }))
  expect(first && (await readRaw(mailFiles, scope.workspaceId, first)).toString()).toBe(sent)

  await runErrands(world.db, scope, services, { kinds: /^mail\.attachments$/ })
  const [attachment] = await company.read(
    ({ sql }) => sql<{ hash: string }[]>`select content_hash as hash from attachment`,
  )
  const files = mailFiles.kept(scope.workspaceId)
  expect((await files.get(attachment?.hash ?? ''))?.equals(drawing)).toBe(true)
  expect(await auditMailbox(deps, scope, mailbox, signal, {})).toMatchObject({ missing: 0, extra: 0 })

  await company.change((tx) => erasePerson(tx, ada.id))
  await runErrands(world.db, scope, services, { kinds: /^contact\.erased$/ })
  expect(await inBucket(company)).toContain('numbat')
  expect(await inBucket(company)).not.toMatch(/quokka|lovelace/i)
  expect(await files.get(attachment?.hash ?? '')).toBeNull()

  // What a crash left: a batch that no row names, and a file that nobody refers to.
  await mailFiles
    .packs(scope.workspaceId)
    .open()
    .append([Buffer.from(sent), Buffer.from(sent)])
  await files.put(Buffer.from('nobody’s'))
  expect(await sweepPacks({ db: world.db, mailFiles }, scope)).toBe(0) // written just now: a batch may be about to commit
  expect(await sweepPacks(aDayLater, scope)).toBe(2 * sent.length)
  expect(await sweepFiles({ db: world.db, mailFiles }, scope)).toBe(1)
  expect(await inBucket(company)).not.toContain('quokka')
  expect(await sweepPacks(aDayLater, scope)).toBe(0)
  expect(await inBucket(company)).toContain('numbat')
})

it('a store that goes away while mail comes in is said, and when it is back the sync has lost nothing', async () => {
  const company = await world.newCompany()
  const us = room.freshAddress('kim')
  const mailbox = await company.mailbox(room, us)
  const put = (from: number, to: number) =>
    putMail(
      room,
      us,
      'INBOX',
      Array.from({ length: to - from }, (_, n) => letter({ id: `m${from + n}@x`, from: 'ada@acme.com', to: us })),
    )
  const stored = () => company.read(({ sql }) => sql<{ file: string }[]>`select pack_file as file from message`)
  await put(0, 3)
  const stopping = new AbortController()
  const following = followMailboxes(deps, stopping.signal)
  afterAll(() => stopping.abort())
  await until(async () => expect(await stored()).toHaveLength(3))
  await store.stop()
  await put(3, 8)
  const lastError = async () => (await company.read((read) => getMailbox(read, mailbox))).lastError
  await until(async () =>
    expect(await lastError()).toMatch(
      /^The object store at 127\.0\.0\.1:\d+ can't be reached \(ECONNREFUSED\)\. .* tried again by itself\.$/,
    ),
  )
  expect(await stored()).toHaveLength(3)
  await expect(mailFiles.kept(company.scope.workspaceId).put(Buffer.from('x'))).rejects.toMatchObject({
    code: 'unavailable',
  })
  await store.start()
  await until(async () => expect(await stored()).toHaveLength(8))
  stopping.abort()
  await following
  expect(await auditMailbox(deps, company.scope, mailbox, signal, {})).toMatchObject({ missing: 0, extra: 0 })
  const packs = mailFiles.packs(company.scope.workspaceId)
  for (const { file } of await stored()) expect(await packs.has(file)).toBe(true)
})

it('wiping some mails at the same moment wipes each, and leaves its neighbours, across the pieces of a large pack', async () => {
  const company = await world.newCompany()
  const { scope } = company
  const packs = mailFiles.packs(scope.workspaceId)
  const mails = [5_000, 4_000, 9, 1, 1, 1].map((kilobytes) => randomBytes(kilobytes * 1024 + 17))
  const places = await packs.open().append(mails)
  const [wiped, left] = [places.filter((_, n) => n % 2 === 1), places.filter((_, n) => n % 2 === 0)]
  await Promise.all(wiped.map((place) => wipeRaw({ db: world.db, mailFiles }, scope, [place])))
  for (const place of wiped) expect((await packs.read(place))?.every((byte) => byte === 0)).toBe(true)
  for (const place of left)
    expect((await packs.read(place))?.equals(mails[places.indexOf(place)] ?? Buffer.of())).toBe(true)
})

it.each([
  ['another secret', { AWS_SECRET_ACCESS_KEY: 'wrong' }, /refuses the key .*SignatureDoesNotMatch/],
  ['no such bucket', { DAYBOOK_FILES: 's3://nowhere' }, /^There is no bucket nowhere at 127/],
  ['another region', { AWS_REGION: 'mars-1' }, /another region .* set AWS_REGION=eu-test-1\./],
  ['nobody there', { DAYBOOK_FILES_ENDPOINT: 'http://127.0.0.1:1' }, /can't be reached/],
])('%s: one sentence says what to do, and another try may go well', async (_, more, said) => {
  const packs = filesBy(more).packs('0190a000-0000-7000-8000-000000000001').open()
  await expect(packs.append([Buffer.from('a mail')])).rejects.toMatchObject({
    code: 'unavailable',
    userMessage: expect.stringMatching(said),
  })
})
