import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { checkMailFiles } from '../../../src/cli/check-mail-files.js'
import { erasePerson } from '../../../src/domain/correspondence/erase-person.js'
import { mailPath } from '../../../src/domain/correspondence/mail-link.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { hashOf } from '../../../src/lib/hash-of.js'
import { readRaw } from '../../../src/mail/files/mail-files.js'
import { keepAttachments } from '../../../src/mail/keep-attachments.js'
import { limits } from '../../../src/mail/limits.js'
import { mailParts } from '../../../src/mail/mail-parts.js'
import { openMailLink } from '../../../src/mail/open-mail.js'
import { sweepFiles } from '../../../src/mail/sweep-files.js'
import { mailDesk } from '../../support/mail-desk.js'
import { type Enclosed, parcel } from '../../support/parcel.js'

const us = 'info@lindenhof.test'
const FILES = /^mail\.attachments$/

async function setting() {
  const desk = await mailDesk([{ name: 'dana', roles: ['sales'] }])
  const mailbox = await desk.mailbox(us)
  const { db, scope } = desk
  const { rawDir } = desk
  const { key, mailFiles } = desk.services
  const root = path.join(rawDir, 'files', scope.workspaceId)
  const arrive = (id: string, files: readonly Enclosed[], from = 'ada@acme.com', text = 'See the files.') =>
    desk.arrive(mailbox, [parcel({ id, from, to: us, subject: `Subject ${id}`, text }, files)])
  const rows = () =>
    desk.rows<Row>(`
      select a.id, a.message_id, a.filename, a.content_hash, m.message_key, m.pack_file, m.pack_offset::int8, m.pack_length
        from attachment a join message m on m.id = a.message_id order by m.message_key, a.id`)
  const open = async (filename: string): Promise<Buffer> => {
    const row = (await rows()).find((each) => each.filename === filename)
    if (!row) throw new Error(`no ${filename}`)
    const link = { ...scope, staffId: desk.staff['dana'] ?? '', messageId: row.message_id, attachmentId: row.id }
    const opened = await openMailLink(
      { db, key, mailFiles },
      mailPath(key, link, db.clock.now()).split('open=')[1] ?? '',
    )
    return 'file' in opened ? opened.file : Buffer.alloc(0)
  }
  const stored = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted()
  const place = (bytes: Buffer) => {
    const hash = hashOf(bytes)
    return path.join(root, hash.slice(0, 2), hash.slice(2, 4), hash)
  }
  return { desk, mailbox, db, scope, rawDir, mailFiles, root, arrive, rows, open, stored, place }
}

type Row = {
  id: string
  message_id: string
  filename: string
  content_hash: string | null
  message_key: string
  pack_file: string
  pack_offset: bigint
  pack_length: number
}

const terms = { name: 'terms.pdf', bytes: Buffer.from('%PDF-1.7 the same for all'), type: 'application/pdf' }
const offer = { name: 'offer.bin', bytes: Buffer.from([0, 255, 13, 10, 46, 13, 10, 200]) }

it('takes files out of people’s mail, one errand a batch, and keeps each once whatever mails have it', async () => {
  const { desk, arrive, rows, stored, place, open } = await setting()
  await arrive('a@x', [terms, offer])
  await arrive('b@x', [terms])
  expect((await rows()).map(({ content_hash }) => content_hash)).toEqual([null, null, null])
  expect(await desk.work(FILES)).toEqual(['mail.attachments', 'mail.attachments'])
  expect((await rows()).map(({ content_hash }) => content_hash)).toEqual(
    [terms, offer, terms].map((f) => hashOf(f.bytes)),
  )
  expect(await stored()).toEqual([terms, offer].map(({ bytes }) => hashOf(bytes)).toSorted())
  expect(await readFile(place(offer.bytes))).toEqual(offer.bytes)
  expect(await open('offer.bin')).toEqual(offer.bytes)
})

it('keeps those of other mail when somebody first opens one, and none that nobody opens', async () => {
  const { desk, mailbox, open, stored } = await setting()
  const bulk = parcel({ id: 'n@x', from: 'news@acme.com', to: us }, [terms]).replace('\r\n', '\r\nPrecedence: bulk\r\n')
  await desk.arrive(mailbox, [bulk])
  expect(await desk.work(FILES)).toEqual([])
  expect(await stored()).toEqual([])
  expect(await open('terms.pdf')).toEqual(terms.bytes)
  expect(await stored()).toEqual([hashOf(terms.bytes)])
})

it('a disk that takes nothing loses nothing: files open out of the raw mail, doctor says so, and later they are kept', async () => {
  const { desk, db, scope, rawDir, root, arrive, rows, open } = await setting()
  await arrive('a@x', [terms])
  await mkdir(path.dirname(root), { recursive: true })
  await writeFile(root, 'in the way')
  await expect(desk.work(FILES)).rejects.toThrow()
  expect(await open('terms.pdf')).toEqual(terms.bytes)
  expect((await rows()).map(({ content_hash }) => content_hash)).toEqual([null])
  expect(await checkMailFiles(db, [{ id: scope.workspaceId }])).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^those of 1 mails wait .*can't be used/) as unknown,
  })
  await rm(path.join(rawDir, 'files'), { recursive: true })
  await desk.work(FILES)
  expect((await rows()).map(({ content_hash }) => content_hash)).toEqual([hashOf(terms.bytes)])
  expect(await checkMailFiles(db, [{ id: scope.workspaceId }])).toMatchObject({ ok: true })
})

it('a file that is gone from the disk, or no longer what it was, opens out of the raw mail', async () => {
  const { desk, arrive, open, place } = await setting()
  await arrive('a@x', [terms, offer])
  await desk.work(FILES)
  await writeFile(place(terms.bytes), '%PDF-1.7 the same for ALL')
  await rm(place(offer.bytes))
  expect(await open('terms.pdf')).toEqual(terms.bytes)
  expect(await open('offer.bin')).toEqual(offer.bytes)
})

it('what is beyond the limits stays in the raw mail, and opens', async () => {
  const { desk, arrive, rows, open } = await setting()
  const huge = { name: 'huge.bin', bytes: Buffer.alloc(limits.attachmentBytes + 1, 7) }
  await arrive('a@x', [huge, terms])
  const many = Array.from({ length: limits.attachmentsKept + 5 }, (_, n) => ({
    name: `${n}.txt`,
    bytes: Buffer.from(`${n}`),
  }))
  await arrive('b@x', many)
  await desk.work(FILES)
  const kept = (await rows()).filter(({ content_hash }) => content_hash !== null)
  expect(kept.map(({ message_key }) => message_key).filter((key) => key === 'a@x')).toHaveLength(1)
  expect(kept).toHaveLength(1 + limits.attachmentsKept)
  expect((await open('huge.bin')).equals(huge.bytes)).toBe(true)
  expect((await open(`${limits.attachmentsKept + 4}.txt`)).toString()).toBe(`${limits.attachmentsKept + 4}`)
})

it('waits while a mailbox is backfilled', async () => {
  const { desk, mailbox, arrive, stored } = await setting()
  const status = (word: string) =>
    desk.change((tx) => tx.prisma.mailbox.updateMany({ where: { id: mailbox }, data: { status: word } }))
  await status('backfilling')
  await arrive('a@x', [terms])
  expect(await desk.work(FILES)).toEqual(['mail.attachments'])
  expect(await stored()).toEqual([])
  await status('following')
  desk.clock.advance(10 * 60_000)
  expect(await desk.work(FILES)).toEqual(['mail.attachments'])
  expect(await stored()).toEqual([hashOf(terms.bytes)])
})

it('forgetting a person removes the files of their mail and of mail that names them, but what others sent as well', async () => {
  const { desk, arrive, stored, open } = await setting()
  const own = { name: 'own.txt', bytes: Buffer.from('I am Ada') }
  const about = { name: 'about.txt', bytes: Buffer.from('She is Ada') }
  await arrive('a@x', [terms, own])
  await arrive('b@x', [terms], 'bo@beta.com')
  await arrive('c@x', [about], 'bo@beta.com', 'Ada Lovelace sent this to me.')
  await desk.work(FILES)
  expect(await stored()).toHaveLength(3)
  const ada = await desk.change((tx) => createContact(tx, { name: 'Ada Lovelace', addresses: ['ada@acme.com'] }))
  await desk.change((tx) => erasePerson(tx, ada.id))
  await expect(open('own.txt')).rejects.toMatchObject({ message: 'no own.txt' })
  await desk.work(/^contact\.erased$/)
  expect(await stored()).toEqual([hashOf(terms.bytes)])
  await expect(open('about.txt')).rejects.toMatchObject({ code: 'not_found' })
})

it('nothing is kept of mail that was erased while its files were being taken out', async () => {
  const { desk, db, scope, mailFiles, arrive, rows, stored } = await setting()
  await arrive('a@x', [terms])
  const [row] = await rows()
  if (!row) throw new Error('no mail')
  const raw = { file: row.pack_file, offset: Number(row.pack_offset), length: row.pack_length }
  const { parts } = await mailParts(await readRaw(mailFiles, scope.workspaceId, raw))
  const ada = await desk.change((tx) => createContact(tx, { name: 'Ada Lovelace', addresses: ['ada@acme.com'] }))
  await desk.change((tx) => erasePerson(tx, ada.id))
  await keepAttachments({ db, mailFiles }, scope, { id: row.message_id, raw }, parts)
  expect(await stored()).toEqual([])
})

it('sweeping takes what nobody refers to, halves included, and never what is just being kept', async () => {
  const { desk, db, scope, mailFiles, root, arrive, rows, stored, place } = await setting()
  const files = Array.from({ length: 40 }, (_, n) => ({ name: `${n}.txt`, bytes: Buffer.from(`file ${n % 10}`) }))
  for (const [n, file] of files.entries()) await arrive(`${n}@x`, [file])
  await arrive('z@x', [terms])
  await mkdir(path.dirname(place(offer.bytes)), { recursive: true })
  await writeFile(place(offer.bytes), offer.bytes)
  await writeFile(`${place(offer.bytes)}.7d0e`, 'half')
  const sweeping = (async () => {
    for (let n = 0; n < 30; n += 1) await sweepFiles({ db, mailFiles }, scope)
  })()
  await Promise.all([desk.work(FILES), sweeping])
  const hashes = new Set((await rows()).map(({ content_hash }) => content_hash ?? 'none'))
  expect(await stored()).toEqual([...hashes].toSorted())
  expect(await readdir(root)).not.toEqual([])
})
