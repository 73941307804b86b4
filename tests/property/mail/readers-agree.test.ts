import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agree } from '../../support/readers-agree.js'

/** Words of which some need encoding, some look like markup, and some like delimiters. */
const word = fc.constantFrom(
  'offer',
  'Grüße',
  'naïve',
  '見積',
  '<b>',
  '&amp;',
  '=3D',
  '--b0',
  '--',
  '"x"',
  'a@b.c',
  'x',
  '=?',
)
const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '))
/** Never all empty: whether a part without a body has an empty line is a quirk of each reader. */
const lines = fc.array(line, { maxLength: 6 }).map((each) => [...each, 'end'])
const newline = fc.constantFrom('\r\n', '\n')

const encoded = (encoding: string, charset: string, text: string): string => {
  const bytes = Buffer.from(text, charset === 'iso-8859-1' ? 'latin1' : 'utf8')
  if (encoding === 'base64') return bytes.toString('base64').replace(/.{60}/g, '$&\r\n')
  if (encoding === '8bit') return bytes.toString('latin1')
  return [...bytes]
    .map((byte) => (byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte)))
    .join('')
}

const leaf = fc
  .record({
    type: fc.constantFrom('text/plain', 'text/plain', 'text/html', 'application/pdf', 'image/png', 'text/calendar'),
    charset: fc.constantFrom('utf-8', 'UTF-8', 'us-ascii', 'iso-8859-1', 'windows-1252'),
    encoding: fc.constantFrom('8bit', 'quoted-printable', 'base64'),
    extra: fc.constantFrom('', '; format=flowed', '; name="Angebot.pdf"', "; name*=utf-8''Gr%C3%BC%C3%9Fe.pdf"),
    disposition: fc.constantFrom(
      '',
      'inline',
      'attachment; filename="a b.txt"',
      'attachment; filename="=?utf-8?Q?=C3=A4?=.doc"',
    ),
    body: lines,
  })
  .map(({ type, charset, encoding, extra, disposition, body }) =>
    [
      `Content-Type: ${type}; charset=${charset}${extra}`,
      `Content-Transfer-Encoding: ${encoding}`,
      ...(disposition === '' ? [] : [`Content-Disposition: ${disposition}`]),
      '',
      encoded(encoding, charset, body.join('\r\n')),
    ].join('\r\n'),
  )

const { part } = fc.letrec<{ part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .record({
        kind: fc.constantFrom('mixed', 'alternative', 'related'),
        boundary: fc.constantFrom('b0', 'b1', 'b00', '=_x', 'a b'),
        parts: fc.array(tie('part'), { minLength: 1, maxLength: 3 }),
        preamble: line,
        after: fc.constantFrom('', '\r\nepilogue', '\r\n--b0\r\n'),
      })
      .map(({ kind, boundary, parts, preamble, after }) =>
        [
          `Content-Type: multipart/${kind}; boundary="${boundary}"`,
          '',
          Buffer.from(preamble).toString('latin1'),
          ...parts.map((each) => `--${boundary}\r\n${each}`),
          `--${boundary}--${after}`,
        ].join('\r\n'),
      ),
  ),
}))

const person = fc.constantFrom(
  'ada@acme.example',
  'Ada <ada@acme.example>',
  '"Lovelace, Ada" <Ada@Acme.example>',
  '=?utf-8?q?J=C3=BCrgen?= <j@acme.example>',
  'Team: a@b.example, Bo <bo@b.example>;',
  'nobody',
  '<x@xn--bcher-kva.example>',
)

const mail = fc
  .record({
    subject: fc.constantFrom('Hello', '=?utf-8?b?R3LDvMOfZQ==?= =?utf-8?q?_an?=', 'Grüße', '', 'a\r\n\tb'),
    from: person,
    to: fc.array(person, { maxLength: 3 }),
    references: fc.constantFrom('', 'References: <a@x>\r\n\t<b@x>', 'References: <a@x>\r\nIn-Reply-To: <a@x>'),
    part,
    newline,
  })
  .map(({ subject, from, to, references, part, newline }) => {
    const head = [
      `From: ${from}`,
      ...to.map((each) => `To: ${each}`),
      `Subject: ${Buffer.from(subject).toString('latin1')}`,
    ]
    const all = [...head, ...(references === '' ? [] : [references]), part].join('\r\n')
    return Buffer.from(newline === '\n' ? all.replaceAll('\r\n', '\n') : all, 'latin1')
  })

describe('the quick reader', () => {
  it('agrees with mailparser on mails of every shape, and takes most of them', async () => {
    const taken: boolean[] = []
    await fc.assert(
      fc.asyncProperty(mail, async (bytes) => {
        taken.push(await agree(bytes))
      }),
      { numRuns: 1000 },
    )
    expect(taken.filter(Boolean).length).toBeGreaterThan(taken.length / 2)
  })
})
