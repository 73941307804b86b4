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

/** The lines of each file that its writer wrote that time, told by reading it: without quotes, their introductions, and signatures. */
const WRITTEN: Readonly<Record<string, string>> = {
  'correct_sig.txt': '1',
  'email_1_1.txt': '1-5',
  'email_1_2.txt': '1 9-34',
  'email_1_3.txt': '1-3',
  'email_1_4.txt': '1',
  'email_1_5.txt': '1-15',
  'email_1_6.txt': '1-3',
  'email_1_7.txt': '1',
  'email_1_8.txt': '13 19',
  'email_2_1.txt': '1',
  'email_2_2.txt': '1',
  'email_2_3.txt': '1',
  'email_BlackBerry.txt': '1',
  'email_bullets.txt': '1-9',
  'email_gmail.txt': '1',
  'email_headers_no_delimiter.txt': '1',
  'email_iPhone.txt': '1',
  'email_long_quote.txt': '1-4 6-8',
  'email_multi_word_sent_from_my_mobile_device.txt': '1',
  'email_one_is_not_on.txt': '1-5',
  'email_partial_quote_header.txt': '1-6',
  'email_sent_from_my_not_signature.txt': '1-3',
  'email_sig_delimiter_in_middle_of_line.txt': '1-7',
  'greedy_on.txt': '1-6',
  'pathological.txt': '1-2',
}

it.each(replies)(
  'the reply in %s is what was written that time: nothing quoted, no signature, nothing left out',
  (name) => {
    const text = readFileSync(path.join(corpora, name), 'utf8')
    const lines = text.split('\n').map((line) => line.trimEnd())
    const ranges = (WRITTEN[path.basename(name)] ?? '').split(' ').map((range) => range.split('-').map(Number))
    const written = ranges.flatMap(([from = 0, to = from]) => lines.slice(from - 1, to)).filter((line) => line !== '')
    expect(
      replyText(text)
        .split('\n')
        .filter((line) => line !== ''),
    ).toEqual(written)
  },
)
