import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Verb } from '../../../src/cli/define-verb.js'
import backup from '../../../src/cli/verbs/backup.js'
import doctor from '../../../src/cli/verbs/doctor.js'
import filesMove from '../../../src/cli/verbs/files-move.js'
import restore from '../../../src/cli/verbs/restore.js'
import { readConfig } from '../../../src/config.js'
import { addMailbox } from '../../../src/domain/correspondence/add-mailbox.js'
import { hashOf } from '../../../src/lib/hash-of.js'
import { gathered, type MailFiles } from '../../../src/mail/files/mail-files.js'
import { moveFiles } from '../../../src/mail/files/move-files.js'
import { mailPlaces, openMailFiles } from '../../../src/mail-files.js'
import { openStore } from '../../../src/open-store.js'
import { asAdmin, freshDatabase } from '../../support/database.js'
import { fileRaw } from '../../support/filed.js'
import { letter } from '../../support/letter.js'
import { objectStore } from '../../support/object-store.js'
import { withDatabase } from '../../support/urls.js'
import { newCompany } from '../jobs/job-world.js'
import { memoryTerminal } from './memory-terminal.js'

const store = await objectStore()
const folder = await mkdtemp(path.join(os.tmpdir(), 'daybook-files-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const database = await freshDatabase()
const disk = {
  DAYBOOK_HOME: path.join(folder, 'home'),
  LOG_LEVEL: 'silent',
  DATABASE_URL: database.adminUrl,
  DAYBOOK_KEY: database.key,
}
const bucket = await store.freshBucket()
const { DAYBOOK_FILES = '', ...access } = bucket
const back = { ...disk, ...access, DAYBOOK_FILES_BEFORE: DAYBOOK_FILES }

const toBucket = { ...disk, ...bucket }
const { main } = mailPlaces(readConfig(toBucket))
const { main: onDisk } = mailPlaces(readConfig(disk))

async function run(verb: Verb, env: Record<string, string>, words: string[] = []) {
  const { terminal, said } = memoryTerminal(true)
  const code = await verb.run({ config: readConfig(env), terminal, words, options: {} })
  return { code, answer: JSON.parse(said.at(-1) ?? '{}') as Record<string, unknown> }
}

/** Names, and what the bytes of each are. */
async function held({ holdings }: MailFiles): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const holding of holdings.list()) {
    const there = await holdings.open(holding)
    if (there) found.set(holding.name, hashOf(await gathered(there.chunks)))
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Three packs and two files on the disk; one pack is larger than a piece of a bucket. */
async function keepSome(env: Record<string, string>) {
  const opened = await openStore(readConfig(env))
  const scope = { workspaceId: await newCompany(opened.db), actorId: null, via: 'terminal' as const }
  const address = 'x@us.example'
  const mailboxId = await addMailbox(opened.db, scope, opened.secretKey, { address, imap: 'imaps://x:y@127.0.0.1' })
  const { mailFiles } = opened
  await fileRaw(opened.db, scope, { mailboxId, mailFiles, live: false }, [
    letter({ id: 'a@x', from: 'ada@acme.com', to: address }),
  ])
  const large = mailFiles.packs(scope.workspaceId).open()
  await large.append([randomBytes(8.1 * 1024 * 1024), randomBytes(100)])
  await large.close()
  for (const text of ['one file', 'another']) await mailFiles.kept(scope.workspaceId).put(Buffer.from(text))
  await opened.close()
  return scope.workspaceId
}

test('files go into a bucket: broken off and begun again nothing is lost, and all is read meanwhile', async () => {
  const workspaceId = await keepSome(disk)
  const before = await held(onDisk)
  expect(before.size).toBe(4)
  await expect(run(filesMove, disk)).rejects.toThrow(/Say where files are to go: DAYBOOK_FILES=/)

  // Nobody may go on writing to the disk meanwhile.
  const beside = await openStore(readConfig(disk))
  await beside.db.sql`select 1`
  await expect(run(filesMove, toBucket)).rejects.toThrow(
    /Not every Daybook .* keeps files in s3:\/\/.*nothing was moved/,
  )
  await beside.close()

  // Broken off after the first.
  const opened = await openStore(readConfig(toBucket))
  const stop = new AbortController()
  const moving = { db: opened.db, from: onDisk, to: main, signal: stop.signal, onProgress: () => stop.abort() }
  await expect(moveFiles(moving)).rejects.toThrow(/abort/)
  expect((await held(main)).size).toBe(1)
  expect(await held(opened.mailFiles)).toEqual(before)
  await opened.close()

  const half = path.join(disk.DAYBOOK_HOME, 'mail', workspaceId, 'half')
  await writeFile(half, 'half written')
  expect(await run(filesMove, toBucket)).toMatchObject({ code: 0, answer: { moves: [{ moved: 3, left: 1 }] } })
  await rm(half)
  expect(await held(main)).toEqual(before)
  expect((await held(onDisk)).size).toBe(0)
})

test('what is kept in a bucket is looked for there, and nowhere else', async () => {
  const finding = async (env: Record<string, string>) => {
    const { findings } = (await run(doctor, env)).answer as {
      findings: { check: string; ok: boolean; detail: string }[]
    }
    return findings.find(({ check }) => check.startsWith('mail '))
  }
  expect(await finding(toBucket)).toMatchObject({ check: 'mail bucket', ok: true })
  expect(await finding({ ...toBucket, AWS_SECRET_ACCESS_KEY: 'wrong' })).toMatchObject({
    check: 'mail bucket',
    ok: false,
    detail: expect.stringContaining('refuses the key'),
  })
  expect(await finding(disk)).toMatchObject({
    check: 'mail folder',
    ok: false,
    detail: expect.stringContaining('set DAYBOOK_FILES'),
  })
})

test('and back to the disk', async () => {
  const before = await held(main)
  expect(await held(openMailFiles(readConfig(back)))).toEqual(before) // read before it is moved
  expect(await run(filesMove, back)).toMatchObject({ code: 0, answer: { moves: [{ moved: 4, left: 0 }] } })
  expect(await held(onDisk)).toEqual(before)
  expect((await held(main)).size).toBe(0)
})

test('a backup has what lies in the bucket, and is restored into another', async () => {
  const bucketHere = await store.freshBucket()
  const from = { ...disk, ...bucketHere }
  expect(await run(filesMove, from)).toMatchObject({ code: 0 })
  const file = path.join(folder, 'bucket.tar.gz')
  const before = await held(openMailFiles(readConfig(from)))
  expect(await run(backup, from, [file])).toMatchObject({ code: 0, answer: { files: before.size } })

  const name = `${database.name}_restored`
  afterAll(() => asAdmin(database.adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`))
  const bucketThere = await store.freshBucket()
  const there = {
    ...disk,
    ...bucketThere,
    DAYBOOK_HOME: path.join(folder, 'there'),
    DATABASE_URL: withDatabase(database.adminUrl, name),
  }
  await expect(run(restore, { ...there, DAYBOOK_FILES: bucketHere['DAYBOOK_FILES'] ?? '' }, [file])).rejects.toThrow(
    /s3:\/\/.* has files already .* another prefix/,
  )
  const cut = path.join(folder, 'cut.tar.gz')
  await writeFile(cut, (await readFile(file)).subarray(0, -4_000))
  await expect(run(restore, there, [cut])).rejects.toThrow(/damaged|ends early/)
  expect((await held(openMailFiles(readConfig(there)))).size).toBe(0)
  expect(await run(restore, there, [file])).toMatchObject({ code: 0, answer: { files: before.size } })
  expect(await held(openMailFiles(readConfig(there)))).toEqual(before)
})
