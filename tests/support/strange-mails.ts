/** Mails as they really come, which no standard allows or few readers expect. Bytes are written as latin1 unless said. */
export type StrangeMail = { name: string; bytes: Buffer }

const BASE: Readonly<Record<string, string>> = {
  From: 'Ada <ada@acme.com>',
  To: 'jo@us.example',
  Subject: 'Offer',
  Date: 'Mon, 02 Nov 2026 10:00:00 +0000',
  'MIME-Version': '1.0',
}

/** A mail of these headers (null leaves one out), which are written one after the other, and a body. */
export function strangeMail(headers: Readonly<Record<string, string | null>>, body = 'Hello.'): string {
  const lines = Object.entries({ ...BASE, ...headers }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  )
  return [...lines, '', body, ''].join('\r\n')
}

const inParts = (type: string, ...parts: readonly string[]): string =>
  strangeMail(
    { 'Content-Type': `multipart/${type}; boundary=b` },
    [...parts.map((part) => `--b\r\n${part}`), '--b--'].join('\r\n'),
  )

const plain = (text: string): string => `Content-Type: text/plain\r\n\r\n${text}`

const file = (type: string, name: string, content = 'eJ8+Ig=='): string =>
  `Content-Type: ${type}; name="${name}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}`

const inner = strangeMail({ From: 'inner@x.com', Subject: 'Inner', 'Message-ID': '<inner@x>' }, 'Inner text.')

const named: Readonly<Record<string, string | Buffer>> = {
  'no From': strangeMail({ From: null }),
  'an empty From': strangeMail({ From: '' }),
  'a From without an address': strangeMail({ From: 'Ada Lovelace' }),
  'two senders': strangeMail({ From: 'ada@acme.com, bo@acme.com' }),
  'two From headers': strangeMail({}).replace('From:', 'From: First <first@x.com>\r\nFrom:'),
  'two subjects': strangeMail({}).replace('Subject:', 'Subject: One\r\nSubject:'),
  'two Message-IDs': strangeMail({ 'Message-ID': '<two@x>' }).replace(
    'Message-ID:',
    'Message-ID: <first-of-two@x>\r\nMessage-ID:',
  ),
  'a Message-ID that is empty': strangeMail({ 'Message-ID': '<>' }),
  'no subject': strangeMail({ Subject: null }),
  'no date': strangeMail({ Date: null }),
  'a date in 1970': strangeMail({ Date: 'Thu, 01 Jan 1970 00:00:00 +0000' }),
  'a date in 2099': strangeMail({ Date: 'Mon, 02 Nov 2099 10:00:00 +0000' }),
  'a group of recipients': strangeMail({ To: 'Team: jo@us.example, Bo <bo@us.example>;, cy@z.com' }),
  'nobody disclosed': strangeMail({ To: 'undisclosed-recipients:;' }),
  'an address in another script': Buffer.from(strangeMail({ From: 'Дмитрий <дмитрий@почта.рф>' })),
  'a domain in Punycode': strangeMail({ From: 'x@xn--bcher-kva.example' }),
  'a bare 8-bit subject': strangeMail({ Subject: 'Gr\xfc\xdfe' }),
  'a charset that there is not': strangeMail({ 'Content-Type': 'text/plain; charset=klingon' }, 'Gr\xfc\xdfe'),
  'a text in another charset than it says': strangeMail({ 'Content-Type': 'text/plain; charset=utf-8' }, 'Gr\xfc\xdfe'),
  'a line of a megabyte': strangeMail({}, 'y'.repeat(1_000_000)),
  'a subject of many lines': strangeMail({ Subject: 'x'.repeat(900).concat('\r\n ').repeat(20) }),
  'a file within the text': strangeMail({}, 'See.\r\n\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend'),
  'Outlook’s winmail.dat': inParts('mixed', plain('See.'), file('application/ms-tnef', 'winmail.dat')),
  'a text that S/MIME signed': inParts('signed', plain('Signed.'), file('application/pkcs7-signature', 'smime.p7s')),
  'a mail that S/MIME closed': strangeMail(
    { 'Content-Type': 'application/pkcs7-mime; name=smime.p7m', 'Content-Transfer-Encoding': 'base64' },
    'eJ8+Ig==',
  ),
  'a mail that PGP closed': inParts(
    'encrypted; protocol="application/pgp-encrypted"',
    'Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1',
    file('application/octet-stream', 'encrypted.asc'),
  ),
  'a mail in a mail in a mail': inParts(
    'mixed',
    plain('For you.'),
    `Content-Type: message/rfc822\r\n\r\n${strangeMail({ 'Content-Type': 'message/rfc822' }, inner)}`,
  ),
  'a mail that is all another mail': strangeMail({ 'Content-Type': 'message/rfc822' }, inner),
  'a multipart that does not end': strangeMail(
    { 'Content-Type': 'multipart/mixed; boundary=b' },
    '--b\r\nContent-Type: text/plain\r\n\r\nHello',
  ),
  'a multipart without a boundary': strangeMail({ 'Content-Type': 'multipart/mixed' }, '--b\r\n\r\nHello\r\n--b--'),
  'a file with a path for a name': inParts('mixed', plain('x'), file('application/pdf', '../../etc/passwd')),
  'a line in the head that is no header': strangeMail({}).replace('Subject:', 'garbage\r\nSubject:'),
  'references in a loop': strangeMail({ 'Message-ID': '<loop@x>', References: '<loop@x> <l1@x> <loop@x>' }),
  'two hundred references': strangeMail({
    References: Array.from({ length: 200 }, (_, n) => `<r${n}@x>`).join('\r\n '),
  }),
}

/** Each with a Message-ID of its own where it has none to be strange with: they would be copies of each other. */
export const STRANGE_MAILS: readonly StrangeMail[] = Object.entries(named).map(([name, mail], n) => {
  const bytes = typeof mail === 'string' ? Buffer.from(mail, 'latin1') : mail
  const hasId = /^message-id:/im.test(bytes.toString('latin1').split('\r\n\r\n')[0] ?? '')
  return { name, bytes: hasId ? bytes : Buffer.concat([Buffer.from(`Message-ID: <strange${n}@x>\r\n`), bytes]) }
})
