import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMessage } from '../../src/mail/read-message.js'
import { replyText } from '../../src/mail/reply-text.js'

/** Public mail corpora beside the repository: mail that broke other parsers. */
const corpora = path.resolve(import.meta.dirname, '../../../shared/data/mail')
const there = existsSync(corpora)
const filesOf = (ending: string): string[] =>
  there
    ? readdirSync(corpora, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending) && !name.includes('ORIGIN'))
        .sort()
    : []

it(`says whether the public mail corpora are here: ${there ? corpora : `no, ${corpora} is not there`}`, () => {
  expect(existsSync(corpora)).toBe(there)
})

if (there) {
  describe('every mail of the public corpora', () => {
    it.each(filesOf('.eml'))('%s is read, or set aside with a reason', async (name) => {
      const arrived = new Date('2026-01-01T00:00:00Z')
      const result = await readMessage(readFileSync(path.join(corpora, name)), arrived)
      if (!result.ok) return expect(result.problem).toMatch(/^it .{10,}/)
      const { messageKey, sentAt, text } = result.value
      expect(messageKey).not.toBe('')
      expect(sentAt.getTime()).toBeLessThanOrEqual(arrived.getTime() + 86_400_000)
      expect(text).not.toMatch(/\0/)
    })
  })

  it('nearly all of them are read', async () => {
    const results = await Promise.all(
      filesOf('.eml').map((name) => readMessage(readFileSync(path.join(corpora, name)), new Date())),
    )
    const aside = results.filter(({ ok }) => !ok)
    expect(aside.length).toBeLessThanOrEqual(results.length * 0.03)
  })

  describe('a reply of the public corpora', () => {
    it.each(filesOf('.txt'))('%s leaves something to show, and nothing that is quoted', (name) => {
      const reply = replyText(readFileSync(path.join(corpora, name), 'utf8'))
      expect(reply).not.toBe('')
      expect(reply).not.toMatch(/^>/m)
    })
  })
}
