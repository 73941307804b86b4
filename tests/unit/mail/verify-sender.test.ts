import { describe, expect, it } from 'vitest'
import { verifySender } from '../../../src/mail/verify-sender.js'
import { dnsOf, signed } from '../../support/dkim.js'
import { letter } from '../../support/letter.js'

const FROM = 'hugo@lindenhof.test'
const plain = letter({ id: 'a1@lindenhof.test', from: `Hugo <${FROM}>`, to: 'books@lindenhof.test', text: 'done' })
const verify = (raw: string, authservIds: readonly string[] = [], domain = 'lindenhof.test') =>
  verifySender(Buffer.from(raw), FROM, { authservIds, resolver: dnsOf(domain) })
const header = (value: string) => `Authentication-Results: ${value}\r\n`

describe('DKIM', () => {
  it('of the sender’s own domain vouches', async () => {
    expect(await verify(await signed(plain, 'lindenhof.test'))).toEqual({ ok: true, value: 'dkim' })
    expect(await verify(await signed(plain, 'mail.lindenhof.test'), [], 'mail.lindenhof.test')).toMatchObject({
      ok: true,
    })
  })

  it.each([
    ['no signature', async () => plain],
    ['another domain’s', async () => signed(plain, 'evil.test')],
    [
      'a text that was changed',
      async () => (await signed(plain, 'lindenhof.test')).replace('\r\ndone', '\r\ndone too'),
    ],
    ['another Message-ID', async () => (await signed(plain, 'lindenhof.test')).replace('a1@', 'a2@')],
    ['a Message-ID that is not covered', async () => signed(plain, 'lindenhof.test', 'From:To:Subject')],
    ['a second From', async () => `From: ${FROM}\r\n${await signed(plain, 'lindenhof.test')}`],
  ])('does not: %s', async (_what, make) => {
    const raw = await make()
    const domain = raw.includes('d=evil.test') ? 'evil.test' : 'lindenhof.test'
    expect(await verify(raw, [], domain)).toMatchObject({ ok: false })
  })
})

describe('our own mail server’s verdict', () => {
  const ours = ['mx.lindenhof.test']

  it.each([
    'mx.lindenhof.test; dmarc=pass (p=reject) header.from=lindenhof.test',
    'mx.lindenhof.test 1;\r\n\tspf=fail smtp.mailfrom=x.test;\r\n dkim=pass header.d=lindenhof.test header.s=s1',
    'MX.lindenhof.test; spf=pass smtp.mailfrom=hugo@lindenhof.test',
  ])('vouches: %s', async (value) => {
    expect(await verify(header(value) + plain, ours)).toEqual({ ok: true, value: 'server' })
  })

  it.each([
    ['of another server', 'mx.evil.test; dmarc=pass header.from=lindenhof.test'],
    ['a fail', 'mx.lindenhof.test; dmarc=fail header.from=lindenhof.test'],
    ['of another domain', 'mx.lindenhof.test; dkim=pass header.d=evil.test'],
    ['in a comment', 'mx.lindenhof.test; none (dmarc=pass header.from=lindenhof.test)'],
    ['none', 'mx.lindenhof.test; none'],
  ])('does not: %s', async (_what, value) => {
    expect(await verify(header(value) + plain, ours)).toMatchObject({ ok: false })
  })

  it('is nobody’s until an operator names the server', async () => {
    expect(await verify(header('mx.lindenhof.test; dmarc=pass header.from=lindenhof.test') + plain)).toMatchObject({
      ok: false,
    })
  })

  it('written by the sender stands below the real one and counts for nothing', async () => {
    const real = header('mx.lindenhof.test; dmarc=fail header.from=lindenhof.test')
    const forged = header('mx.lindenhof.test; dmarc=pass header.from=lindenhof.test')
    expect(await verify(real + forged + plain, ours)).toMatchObject({ ok: false })
    expect(await verify(header('relay.test; none') + forged + plain, ours)).toMatchObject({ ok: false })
  })
})
