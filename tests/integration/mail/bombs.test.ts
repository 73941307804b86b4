import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { importMail } from '../../../src/mail/import-mail.js'
import { limits } from '../../../src/mail/limits.js'
import { letter } from '../../support/letter.js'
import { mailWorld } from '../../support/mail.js'
import { testMailroom } from '../../support/mailroom.js'

const world = await mailWorld()
const room = await testMailroom()

const HEAD = 'From: eve@evil.example\r\nTo: jo@lindenhof.de\r\nSubject: Bomb\r\nMIME-Version: 1.0\r\n'

/** Multiparts within multiparts. */
const deep = (depth: number) => {
  const open = Array.from(
    { length: depth },
    (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`,
  )
  const close = Array.from({ length: depth }, (_, n) => `--b${depth - 1 - n}--\r\n`)
  return `${HEAD}${open.join('')}Content-Type: text/plain\r\n\r\nboom\r\n${close.join('')}`
}

const wide = (parts: number) =>
  `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(parts)}--b--\r\n`

const longHeader = (bytes: number) =>
  `${HEAD}${'X-Long: '
    .padEnd(990, 'x')
    .concat('\r\n')
    .repeat(bytes / 990)}\r\nboom\r\n`

/** Mails within mails within mails. */
const nested = (depth: number) => {
  let mail = letter({ from: 'a@b.com', to: 'c@d.com' })
  for (let n = 0; n < depth; n += 1) mail = `${HEAD}Content-Type: message/rfc822\r\n\r\n${mail}`
  return mail
}

const gigabytes = gzipSync(Buffer.alloc(64 * 1024 * 1024))

const recipients = (count: number) => Array.from({ length: count }, (_, n) => `p${n}@acme.com`).join(',\r\n ')

const bombs: [string, () => string | Buffer, RegExp][] = [
  ['multiparts 500 deep', () => deep(500), /deep within each other/],
  ['twice as many parts as are read', () => wide(2 * limits.parts), /cannot be parsed/],
  ['a header of many times what is read', () => longHeader(4 * limits.headerBytes), /cannot be parsed/],
  [
    'more bytes than are read',
    () => Buffer.concat([Buffer.from(`${HEAD}\r\n`), Buffer.alloc(limits.messageBytes, 'x')]),
    /MB are read/,
  ],
  [
    'one recipient more than are read',
    () => `${HEAD.replace('jo@lindenhof.de', recipients(limits.participants))}\r\nboom`,
    /it names 1001 recipients, 1000 are read/,
  ],
]

const harmless: [string, () => string | Buffer][] = [
  ['mails within mails, 200 deep', () => nested(200)],
  [
    'a file that unpacks to a thousand times its size: nothing is unpacked',
    () =>
      `${HEAD}Content-Type: application/gzip\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${gigabytes.toString('base64')}\r\n`,
  ],
  [
    'a text in quoted-printable that is all soft line breaks',
    () =>
      `${HEAD}Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'=\r\n'.repeat(1_000_000)}`,
  ],
  ['an HTML of tags within tags', () => `${HEAD}Content-Type: text/html\r\n\r\n${'<div>'.repeat(100_000)}boom`],
  [
    'a subject of encoded words without end',
    () => `${HEAD.replace('Bomb', '=?utf-8?q?=41?= '.repeat(20_000))}\r\nboom`,
  ],
  ['one recipient, sixty thousand times', () => `${HEAD.replace('jo@lindenhof.de', 'a@b.c,'.repeat(60_000))}\r\nboom`],
  [
    'as many recipients as are read',
    () => `${HEAD.replace('jo@lindenhof.de', recipients(limits.participants - 1))}\r\nboom`,
  ],
]

async function bringIn(mail: string | Buffer) {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-bomb-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(path.join(dir, 'bomb.eml'), mail)
  const company = await world.newCompany()
  const { scope } = company
  const mailboxId = await company.mailbox(room, room.freshAddress('jo'))
  const { signal } = new AbortController()
  const options = { scope, mailboxId, paths: [dir], mbox: 'mboxrd' as const, signal, onProgress: () => undefined }
  const summary = await importMail(world.deps, options)
  const reasons = await company.read(
    ({ sql }) =>
      sql<{ reason: string }[]>`select reason from skipped_message where workspace_id = ${scope.workspaceId}`,
  )
  return { summary, reason: reasons[0]?.reason ?? null }
}

it.each(bombs)('%s: set aside with the limit it meets', async (_, mail, reason) => {
  const came = await bringIn(mail())
  expect(came.summary).toMatchObject({ total: 1, stored: 0, known: 0, skipped: 1 })
  expect(came.reason).toMatch(reason)
})

it.each(harmless)('%s: stored, soon and without harm', async (_, mail) => {
  const { summary, reason } = await bringIn(mail())
  expect(summary).toMatchObject({ total: 1, stored: 1, skipped: 0 })
  expect(reason).toBeNull()
})
