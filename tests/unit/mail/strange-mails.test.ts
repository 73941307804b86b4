import { describe, expect, it } from 'vitest'
import { readMessage } from '../../../src/mail/read-message.js'
import { strangeMail } from '../../support/strange-mails.js'

const arrived = new Date('2026-11-03T00:00:00Z')

async function read(
  headers: Readonly<Record<string, string | null>>,
  body?: string,
  encoding: BufferEncoding = 'latin1',
) {
  const result = await readMessage(Buffer.from(strangeMail(headers, body), encoding), arrived)
  if (!result.ok) throw new Error(result.problem)
  return result.value
}

describe('headers in bare 8-bit characters', () => {
  it.each([
    ['UTF-8', { Subject: 'Grüße', From: 'Jürgen <j@acme.com>' }, 'utf8', 'Grüße', 'Jürgen'],
    ['the charset of Windows', { Subject: 'Gr\xfc\xdfe', From: 'J\xfcrgen <j@acme.com>' }, 'latin1', 'Grüße', 'Jürgen'],
    [
      'the charset of the body',
      { Subject: '\xf0\xd2\xc9\xd7\xc5\xd4', 'Content-Type': 'text/plain; charset=koi8-r' },
      'latin1',
      'Привет',
      'Ada',
    ],
  ] as const)('are read as %s', async (_, headers, encoding, subject, name) => {
    const message = await read(headers, 'Hello.', encoding)
    expect([message.subject, message.participants[0]?.name]).toEqual([subject, name])
  })
})

describe('a text that is not in the charset it says', () => {
  it.each([
    ['says UTF-8', 'utf-8'],
    ['says nothing', null],
    ['says what nobody knows', 'klingon'],
  ])('and %s', async (_, charset) => {
    const type = charset === null ? null : `text/plain; charset=${charset}`
    expect((await read({ 'Content-Type': type }, 'Gr\xfc\xdfe')).text).toBe('Grüße\n')
  })
})

describe('a date', () => {
  it.each([
    ['without a zone', 'Mon, 2 Nov 2026 10:00:00', '10:00'],
    ['in a zone that is a word', 'Mon, 2 Nov 2026 10:00:00 CEST', '10:00'],
    ['in a zone of the first mails', 'Mon, 2 Nov 2026 05:00:00 EST', '10:00'],
    ['with comments in comments', 'Mon, 2 Nov 2026 11:00:00 +0100 (Europe (Central))', '10:00'],
    ['with the weekday in German', 'Mo, 2 Nov 2026 11:00:00 +0100', '10:00'],
    ['with the wrong weekday', 'Fri, 2 Nov 2026 11:00:00 +0100', '10:00'],
    ['of two digits', '2 Nov 26 11:00 +0100', '10:00'],
  ])('%s', async (_, date, time) => {
    expect((await read({ Date: date })).sentAt).toEqual(new Date(`2026-11-02T${time}:00Z`))
  })

  it('in a zone that is nowhere is that of its arrival', async () => {
    expect((await read({ Date: 'Mon, 2 Nov 2026 10:00:00 +9999' })).sentAt).toEqual(arrived)
  })
})

describe('people', () => {
  const seen = async (headers: Readonly<Record<string, string | null>>, encoding?: BufferEncoding) =>
    (await read(headers, 'Hello.', encoding)).participants.map(
      ({ role, name, address }) => `${role} ${name} ${address}`,
    )

  it.each([
    [
      'in groups',
      { To: 'Team: jo@us.example, "B, o" <bo@us.example>;, cy@z.com' },
      ['jo@us.example', 'bo@us.example', 'cy@z.com'],
    ],
    ['in two headers', { To: 'jo@us.example\r\nTo: bo@us.example' }, ['jo@us.example', 'bo@us.example']],
    ['undisclosed', { To: 'undisclosed-recipients:;' }, []],
    ['by a route', { To: '<@relay.com,@x.com:jo@us.example>' }, ['jo@us.example']],
    [
      'with a comma in an encoded word',
      { To: '=?utf-8?q?Lind=2C_Jo?= <jo@us.example>, bo@us.example' },
      ['jo@us.example', 'bo@us.example'],
    ],
  ])('%s', async (_, headers, to) => {
    const message = await read(headers)
    expect(message.participants.filter(({ role }) => role === 'to').map(({ address }) => address)).toEqual(to)
  })

  it('whose name is another’s address go by their own', async () => {
    expect(await seen({ From: '"boss@us.example" <eve@evil.example>', To: null })).toEqual([
      'from null eve@evil.example',
    ])
  })

  it('who are not named are nobody: without a sender there is none', async () => {
    for (const From of [null, '', '<>', 'Ada Lovelace'])
      expect(await seen({ From, To: 'jo@us.example' })).toEqual(['to null jo@us.example'])
  })

  it('with addresses in other scripts', async () => {
    expect(await seen({ From: 'Дмитрий <дмитрий@почта.рф>', To: '<x@xn--bcher-kva.example>' }, 'utf8')).toEqual([
      'from Дмитрий дмитрий@почта.рф',
      'to null x@bücher.example',
    ])
  })
})

it('the first of two headers counts', async () => {
  const message = await read({
    From: 'First <first@x.com>\r\nFrom: second@x.com',
    Subject: 'One\r\nSubject: Two',
    'Message-ID': '<one@x>\r\nMessage-ID: <two@x>',
  })
  expect(message).toMatchObject({ messageKey: 'one@x', subject: 'One' })
  expect(message.participants[0]).toEqual({ role: 'from', address: 'first@x.com', name: 'First' })
})

it('lines may end in a CR alone', async () => {
  const bytes = Buffer.from(strangeMail({ 'Message-ID': '<cr@x>' }, 'One\r\nTwo').replaceAll('\r\n', '\r'))
  const read = await readMessage(bytes, arrived)
  expect(read).toMatchObject({
    ok: true,
    value: { messageKey: 'cr@x', subject: 'Offer', text: 'One\nTwo\n', sizeBytes: bytes.length },
  })
})

it('a file’s name is a name: no folders, and nothing that reads backwards', async () => {
  const part = (name: string) =>
    `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}\r\n\r\nx\r\n`
  const { attachments } = await read(
    { 'Content-Type': 'multipart/mixed; boundary=b' },
    ['../../etc/passwd', 'C:\\Users\\ada\\a.pdf', 'invoice\u202efdp.exe'].map(part).join('').concat('--b--'),
  )
  expect(attachments.map(({ filename }) => filename)).toEqual(['passwd', 'a.pdf', 'invoicefdp.exe'])
})
