import fc from 'fast-check'
import { expect, it } from 'vitest'
import { composeMail } from '../../../src/mail/compose-mail.js'

const HEADERS =
  /^(?:from|to|reply-to|message-id|references|date|subject|mime-version|content-type|auto-submitted|x-auto-response-suppress|content-transfer-encoding)$/

/** Texts in which somebody hides headers, as a record's name could. */
const hostile = fc
  .array(
    fc.constantFrom(
      'Bcc: eve@evil.example',
      '\r\n',
      '\n',
      '\r',
      '\0',
      '\u2028',
      '\u0085',
      ' ',
      'X: y',
      'Grüße',
      '=?utf-8?q?=0D=0ABcc:_e=40e.e?=',
      '<a@b.c>',
      ',',
      '"',
      'x',
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

const headerNames = (part: string): string[] =>
  (part.split('\r\n\r\n')[0] ?? '')
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
    .map((line) => line.split(':')[0]?.toLowerCase() ?? '')
    .filter((name) => name !== '')

it('no text that goes into a mail makes a header or a recipient of its own', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, hostile, async (subject, name, text, filename) => {
      const mail = {
        messageId: 'm@us.example',
        date: new Date('2026-11-23T09:00:00Z'),
        from: { name, address: 'books@us.example' },
        to: 'ada@acme.com',
        subject,
        text,
        attachments: [{ filename, contentType: 'application/pdf', content: new Uint8Array([1]) }],
      }
      const composed = await composeMail(mail).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'invalid' })
        return null
      })
      if (!composed) return
      const [head = '', ...parts] = composed.raw.toString('latin1').split(/\r\n--[^\r\n]+\r\n/)
      const names = headerNames(head)
      expect(names.filter((each) => !HEADERS.test(each))).toEqual([])
      expect(new Set(names).size).toBe(names.length)
      expect(head).toMatch(/^To: ada@acme\.com\r?$/m)
      const inParts = parts.flatMap(headerNames)
      expect(inParts.filter((each) => !/^content-(?:type|transfer-encoding|disposition)$/.test(each))).toEqual([])
    }),
    { numRuns: 300 },
  )
})
