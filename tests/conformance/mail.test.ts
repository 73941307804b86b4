import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readMessage } from '../../src/mail/read-message.js'
import { replyText } from '../../src/mail/reply-text.js'
import { agree } from '../support/readers-agree.js'

/** Public mail corpora beside the repository: mail that broke other parsers. */
const corpora = path.resolve(import.meta.dirname, '../../../shared/data/mail')
const there = existsSync(corpora)
const names = there ? readdirSync(corpora, { recursive: true, encoding: 'utf8' }).sort() : []
const mails = names.filter((name) => name.endsWith('.eml'))
const replies = names.filter((name) => name.endsWith('.txt') && !name.includes('ORIGIN'))

const arrived = new Date('2026-01-01T00:00:00Z')
const read = (name: string) => readMessage(readFileSync(path.join(corpora, name)), arrived)

it(`the public mail corpora are ${there ? 'here' : 'not here, so nothing else in this file runs'}: ${corpora}`, () => {
  expect(mails.length > 0).toBe(there)
})

it.each(mails)('the quick reader reads %s as the thorough one, or leaves it to that', async (name) => {
  expect(await agree(readFileSync(path.join(corpora, name)))).toBeTypeOf('boolean')
})

it.each(mails)('%s is read, or set aside with a reason', async (name) => {
  const result = await read(name)
  expect(result.ok ? 'read' : result.problem).toMatch(/^(read|it .{10,})$/)
})

it('nearly every mail is read, with a key, a possible time and text that the database can hold', async () => {
  const results = await Promise.all(mails.map(read))
  const messages = results.flatMap((result) => (result.ok ? result.value : []))
  expect(messages.length).toBeGreaterThanOrEqual(mails.length * 0.97)
  const wrong = messages.filter(
    ({ messageKey, sentAt, text, subject }) =>
      messageKey === '' ||
      sentAt.getTime() > arrived.getTime() + 86_400_000 ||
      /[\0\p{Surrogate}]/u.test(text + subject),
  )
  expect(wrong).toEqual([])
})

it.each(replies)('the reply in %s leaves something to show, and nothing that is quoted', (name) => {
  const reply = replyText(readFileSync(path.join(corpora, name), 'utf8'))
  expect(reply).not.toBe('')
  expect(reply).not.toMatch(/^>/m)
})
