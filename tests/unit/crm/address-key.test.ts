import { describe, expect, test } from 'vitest'
import { addressKey, domainOf, isFreeMail, registrableDomain } from '../../../src/lib/address-key.js'
import { nameKey } from '../../../src/lib/name-key.js'

describe('addressKey', () => {
  test.each([
    ['Ada@Example.COM', 'ada@example.com'],
    [' ada+news@example.com ', 'ada@example.com'],
    ['<ada@example.com>', 'ada@example.com'],
    ['ada+a+b@example.com', 'ada@example.com'],
    ['+ada@example.com', '+ada@example.com'],
    ['"a+b"@example.com', '"a+b"@example.com'],
    ['info@München.de', 'info@xn--mnchen-3ya.de'],
    ['ada@example.com.', 'ada@example.com'],
    ['no-at-sign', 'no-at-sign'],
  ])('%s → %s', (address, key) => {
    expect(addressKey(address)).toBe(key)
    expect(addressKey(key)).toBe(key)
  })
})

describe('domains', () => {
  test.each([
    ['ada@mail.acme.co.uk', 'mail.acme.co.uk', 'acme.co.uk'],
    ['ada@acme.example', 'acme.example', 'acme.example'],
    ['ada@acme.github.io', 'acme.github.io', 'acme.github.io'],
  ])('%s', (address, domain, registrable) => {
    expect(domainOf(address)).toBe(domain)
    expect(registrableDomain(domain)).toBe(registrable)
  })

  test('what has no domain of its own', () => {
    expect(domainOf('nobody')).toBeNull()
    expect(domainOf('nobody@')).toBeNull()
    expect(registrableDomain('co.uk')).toBeNull()
    expect(registrableDomain('10.0.0.1')).toBeNull()
    expect(registrableDomain('localhost')).toBeNull()
  })

  test.each(['gmail.com', 'yahoo.co.uk', 'GMX.de', 'me.com', 'qq.com', 'proton.me', 'mail.ru'])(
    '%s is free',
    (domain) => {
      expect(isFreeMail(domain)).toBe(true)
    },
  )

  test.each(['acme.com', 'orange.studio', 'mail.acme.com', 'outlook-partners.com', 'me.example'])(
    '%s is not',
    (domain) => {
      expect(isFreeMail(domain)).toBe(false)
    },
  )
})

describe('nameKey', () => {
  test.each([
    ['  Škoda   Auto ', 'skoda auto'],
    ['Łódź Straße', 'lodz strasse'],
    ['ÅNGSTRÖM', 'angstrom'],
    ['ﬁnance', 'finance'],
    ['İstanbul', 'istanbul'],
    ['東京 商事', '東京 商事'],
  ])('%s → %s', (name, key) => {
    expect(nameKey(name)).toBe(key)
    expect(nameKey(key)).toBe(key)
  })
})
