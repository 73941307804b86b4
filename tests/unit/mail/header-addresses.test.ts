import fc from 'fast-check'
import { expect, it } from 'vitest'
import { headerAddresses } from '../../../src/mail/header-addresses.js'

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
