import fc from 'fast-check'
import { expect, it } from 'vitest'
import { enclosedAddresses } from '../../../src/mail/enclosed-addresses.js'
import { headerAddresses } from '../../../src/mail/header-addresses.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { letter } from '../../support/letter.js'
import { deliveryReport } from '../../support/report.js'

const head = ['Received: by x for <r@x>', 'From: Ada <ada@acme.com>', 'To: jo@x.de,', '\tbo@x.de', 'Subject: To: s@x']

it('reads the addresses of the header block, and none of the body, whatever the line ends', () => {
  const ends = fc.constantFrom('\r\n', '\n', '\r')
  fc.assert(
    fc.property(ends, ends, fc.boolean(), (within, between, utf8) => {
      const mail = `${head.join(within)}${within}${between}To: body@x.de${within}Cc: ${utf8 ? 'ü' : 'u'}@x.de${within}`
      // A CR and an LF that meet are one line end: then no empty line ends the headers.
      fc.pre(!(within === '\r' && between === '\n'))
      expect(headerAddresses(Buffer.from(mail))).toEqual(['ada@acme.com', 'jo@x.de', 'bo@x.de'])
    }),
  )
})

it('comes to an end with a word that has none, and with a fold that has nothing in it', () => {
  // Read again from each of its places this would take hours.
  const endless = `To: ${'a'.repeat(4_000_000)}\r\nCc: ${'a@'.repeat(500_000)}\r\n${' '.repeat(1_000_000)}\r\n\r\n`
  expect(headerAddresses(Buffer.from(endless))).toEqual([])
})

it('reads whom a mail names within: by a report, a calendar, a mail that it encloses, and nobody of what is written', async () => {
  const within = async (raw: string) => {
    const bytes = Buffer.from(raw)
    const read = await readMessage(bytes, new Date())
    const within = await enclosedAddresses(read.ok ? read.value : null, bytes)
    return [...new Set(within)].filter((address) => !headerAddresses(bytes).includes(address))
  }
  const written = letter({
    from: 'ada@acme.com',
    to: 'jo@x.de',
    text: 'From: dr@clinic.example\n\nTo: dr@clinic.example',
  })
  expect(await within(written)).toEqual([])
  const [code, encoded] = [
    'Content-Transfer-Encoding: base64',
    'BEGIN:VCALENDAR\r\nATTENDEE:mailto:dr@clinic.example\r\n',
  ]
  const calendar = `--b\n${code}\nContent-Type: text/calendar\n\n${Buffer.from(encoded).toString('base64')}\n--b--`
  const headers = { 'Content-Type': 'multipart/mixed; boundary="b"' }
  expect(await within(letter({ from: 'ada@acme.com', to: 'jo@x.de', headers, text: calendar }))).toEqual([
    'dr@clinic.example',
  ])
  const enclosed = '--b\nContent-Type: message/rfc822\n\nSubject: x\nTo: Doctor\n <dr@clinic.example>\n\nHello.\n--b--'
  expect(await within(letter({ from: 'ada@acme.com', to: 'jo@x.de', headers, text: enclosed }))).toEqual([
    'dr@clinic.example',
  ])
  const report = deliveryReport({
    to: 'jo@x.de',
    about: 'a@x.de',
    recipients: [{ address: 'dr@clinic.example', status: '5.1.1' }],
  })
  expect(await within(report)).toContain('dr@clinic.example')
})
