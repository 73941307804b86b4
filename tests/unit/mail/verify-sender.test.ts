import { describe, expect, it } from 'vitest'
import { wishFor } from '../../../src/mail/dmarc-policy.js'
import { judgeSender, verifySender } from '../../../src/mail/verify-sender.js'
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
    [
      'a second Message-ID above the signed one',
      async () => `Message-ID: <a2@lindenhof.test>\r\n${await signed(plain, 'lindenhof.test')}`,
    ],
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

  it('by DKIM vouches where the signature covers the Message-ID, and not where it may be another mail’s', async () => {
    const said = header(
      'mx.lindenhof.test 1;\r\n\tspf=fail smtp.mailfrom=x.test;\r\n dkim=pass header.d=lindenhof.test',
    )
    expect(await verify(said + (await signed(plain, 'lindenhof.test')), ours)).toEqual({ ok: true, value: 'server' })
    const bare = await signed(plain, 'lindenhof.test', 'From:To:Subject')
    expect(await verify(said + bare, ours)).toMatchObject({ ok: false })
    const claims = 'DKIM-Signature: v=1; d=lindenhof.test; s=s1; h=From:To:Message-ID; bh=x; b=x\r\n'
    expect(await verify(said + claims + bare, ours)).toMatchObject({ ok: false })
  })

  it('that a mail fails DMARC counts more than a method that passed', async () => {
    const said = header(
      'mx.lindenhof.test; dkim=pass header.d=lindenhof.test; dmarc=fail (p=none) header.from=lindenhof.test',
    )
    expect(await verify(said + (await signed(plain, 'lindenhof.test')), ours)).toMatchObject({ ok: false })
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

describe('a domain’s DMARC policy', () => {
  const judge = async (dmarc: string, { signer = 'lindenhof.test', from = FROM } = {}) => {
    const mail = letter({ id: 'a1@lindenhof.test', from, to: 'books@lindenhof.test', text: 'done' })
    const raw = signer === '' ? mail : await signed(mail, signer)
    const key = await dnsOf(signer || 'none.test')(`s1._domainkey.${signer || 'none.test'}`, 'TXT')
    const resolver = dnsOf('lindenhof.test', dmarc, { [`s1._domainkey.${signer}`]: String(key[0]) })
    return judgeSender(Buffer.from(raw), from, { authservIds: [], resolver })
  }
  const sub = 'hugo@mail.lindenhof.test'

  it.each([
    [
      'relaxed by default: a subdomain’s signature is the organisation’s',
      'v=DMARC1; p=reject',
      'news.lindenhof.test',
      true,
    ],
    ['strict: only the very domain’s', 'v=DMARC1; p=reject; adkim=s', 'news.lindenhof.test', false],
    ['strict, spaced and in capitals', 'v=DMARC1 ;p=none; ADKIM = S', 'news.lindenhof.test', false],
    ['strict, and it is the very domain', 'v=DMARC1; p=reject; adkim=s; aspf=s', 'lindenhof.test', true],
    ['aspf says nothing about signatures', 'v=DMARC1; p=reject; aspf=s', 'news.lindenhof.test', true],
    ['another organisation under the same suffix', 'v=DMARC1; p=none; adkim=r', 'evil.test', false],
  ])('aligns: %s', async (_what, dmarc, signer, ok) => {
    expect((await judge(dmarc, { signer })).vouched.ok).toBe(ok)
  })

  it.each([
    ['v=DMARC1; p=reject', FROM, 'reject'],
    ['v=DMARC1; p=quarantine', FROM, 'quarantine'],
    ['v=DMARC1; p=none', FROM, 'none'],
    ['v=DMARC1; p=none; sp=reject', FROM, 'none'],
    ['v=DMARC1; p=none; sp=reject', sub, 'reject'],
    ['v=DMARC1; p=reject', sub, 'reject'],
    ['v=DMARC1; p=reject; pct=0', FROM, 'quarantine'],
    ['v=DMARC1; p=quarantine; pct=0', FROM, 'none'],
    ['v=spf1 -all', FROM, 'none'],
  ])('%s of an unproved mail from %s wishes: %s; and no policy makes it a proved one', async (dmarc, from, wish) => {
    expect(await judge(dmarc, { signer: '', from })).toMatchObject({ vouched: { ok: false }, wish })
  })

  it('pct takes its share of mails, the same ones whenever it is asked', () => {
    const policy = { wish: 'reject' as const, percent: 30, strict: { dkim: false, spf: false } }
    const wishes = Array.from({ length: 1000 }, (_, n) => wishFor(policy, Buffer.from(`mail ${n}`)))
    const hit = wishes.filter((wish) => wish === 'reject').length
    expect(hit).toBeGreaterThan(240)
    expect(hit).toBeLessThan(360)
    expect(wishFor(policy, Buffer.from('mail 7'))).toBe(wishes[7])
  })

  it('is asked for again when the name service is away: nobody is believed, and nobody is called a forger', async () => {
    const away = async () => {
      throw Object.assign(new Error('timeout'), { code: 'ETIMEOUT' })
    }
    const raw = Buffer.from(await signed(plain, 'lindenhof.test'))
    await expect(judgeSender(raw, FROM, { authservIds: [], resolver: away })).rejects.toMatchObject({
      code: 'unavailable',
    })
  })

  it('holds for SPF, too: aspf=s takes no other domain’s way for ours', async () => {
    const spf = { 'bounces.lindenhof.test': 'v=spf1 ip4:192.0.2.7 -all' }
    const connection = { ip: '192.0.2.7', helo: 'mx.test', sender: 'b@bounces.lindenhof.test' }
    const by = (dmarc: string, from = connection) =>
      judgeSender(Buffer.from(plain), FROM, {
        authservIds: [],
        connection: from,
        resolver: dnsOf('lindenhof.test', dmarc, spf),
      })
    expect((await by('v=DMARC1; p=reject')).vouched).toEqual({ ok: true, value: 'spf' })
    expect((await by('v=DMARC1; p=reject; aspf=s')).vouched.ok).toBe(false)
    expect((await by('v=DMARC1; p=reject', { ...connection, ip: '192.0.2.8' })).vouched.ok).toBe(false)
  })
})
