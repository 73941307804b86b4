import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type MboxKind, readMbox } from '../../../src/mail/read-mbox.js'

async function mails(text: string, kind?: MboxKind) {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-mbox-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const file = path.join(dir, 'box')
  await writeFile(file, text)
  const found: string[] = []
  for await (const { bytes } of readMbox(file, kind)) found.push(bytes?.toString() ?? '(too large)')
  return found
}

const FROM = 'From ada@acme.com Mon Nov  2 10:00:00 2026'

it('takes mails apart at From_ lines, with either line end, and the empty line before one is not the mail’s', async () => {
  expect(await mails(`${FROM}\nSubject: 1\n\none\n\n${FROM}\nSubject: 2\n\ntwo\n`)).toEqual([
    'Subject: 1\n\none\n',
    'Subject: 2\n\ntwo\n',
  ])
  expect(await mails(`${FROM}\r\nSubject: 1\r\n\r\none\r\n\r\n${FROM}\r\nSubject: 2\r\n\r\ntwo`)).toEqual([
    'Subject: 1\r\n\r\none\r\n',
    'Subject: 2\r\n\r\ntwo',
  ])
})

it('takes one > off escaped From lines as the kind has it', async () => {
  const text = `${FROM}\nSubject: 1\n\n>From here\n>>From there\n> From afar\n`
  expect(await mails(text)).toEqual(['Subject: 1\n\nFrom here\n>From there\n> From afar\n'])
  expect(await mails(text, 'mboxo')).toEqual(['Subject: 1\n\nFrom here\n>>From there\n> From afar\n'])
})

it('does not take a sentence for a separator', async () => {
  const text = `${FROM}\nSubject: 1\n\nWell.\n\nFrom now on we meet on Mondays.\nend\n${FROM}\nstill one\n`
  expect(await mails(text)).toHaveLength(1)
})

it('finds nothing in an empty file or in one that is no mbox', async () => {
  expect(await mails('')).toEqual([])
  expect(await mails('Subject: 1\n\none\n')).toEqual([])
})

it('reads across the pieces in which a file is read', async () => {
  const body = 'x'.repeat(77)
  const box = Array.from({ length: 900 }, (_, n) => `${FROM}\nSubject: ${n}\n\n${`${body}\n`.repeat(n % 40)}\n`).join(
    '',
  )
  const found = await mails(box)
  expect(found).toHaveLength(900)
  expect(found[39]).toBe(`Subject: 39\n\n${`${body}\n`.repeat(39)}`)
})
