import { describe, expect, test } from 'vitest'
import { checkBody } from '../../../src/domain/crm/activity.js'
import { checkCompany, companyDomain } from '../../../src/domain/crm/company.js'
import { checkContact, nameFromAddress, readAddress } from '../../../src/domain/crm/contact.js'

describe('an address', () => {
  test.each(['ada@acme.example', ' <Ada@acme.example> ', 'a+b@acme.example', 'o’hara@acme.example'])(
    '%s is one',
    (text) => {
      expect(readAddress(text).ok).toBe(true)
    },
  )

  test.each(['', 'ada', 'ada@', '@acme.example', 'a b@acme.example', 'a@b@acme.example', 'a@x.com, b@x.com'])(
    '"%s" is none',
    (text) => {
      expect(readAddress(text).ok).toBe(false)
    },
  )

  test.each([
    ['ada.lovelace+x@acme.example', 'Ada Lovelace'],
    ['info@acme.example', 'Info'],
    ['j_van-dyk@acme.example', 'J Van Dyk'],
  ])('%s names %s', (address, name) => {
    expect(nameFromAddress(address)).toBe(name)
  })
})

describe('a contact', () => {
  test('has each address once, whatever its case or tag', () => {
    const checked = checkContact({
      name: 'Ada',
      addresses: ['Ada@acme.example', 'ada+x@acme.example', 'ada@other.example'],
    })
    expect(checked).toMatchObject({
      ok: true,
      value: { addresses: [{ address: 'Ada@acme.example' }, { key: 'ada@other.example' }] },
    })
  })

  test('is named after its address when it has no name, and needs one of them', () => {
    expect(checkContact({ addresses: ['ada.lovelace@acme.example'] })).toMatchObject({
      ok: true,
      value: { name: 'Ada Lovelace' },
    })
    expect(checkContact({ name: ' ' }).ok).toBe(false)
  })
})

describe('a company', () => {
  test.each([
    ['www.acme.co.uk', 'acme.co.uk'],
    ['https://acme.example/about', 'acme.example'],
    ['ACME.example', 'acme.example'],
  ])('%s is the domain %s', (text, domain) => {
    expect(companyDomain(text)).toEqual({ ok: true, value: domain })
  })

  test.each(['gmail.com', 'acme', 'co.uk', ''])('"%s" is no domain of a company', (text) => {
    expect(companyDomain(text).ok).toBe(false)
  })

  test('needs a name, a currency code and sensible terms', () => {
    expect(checkCompany({ name: ' Acme  Ltd ', currency: 'EUR' })).toMatchObject({
      ok: true,
      value: { name: 'Acme Ltd' },
    })
    expect(checkCompany({ name: '', currency: 'EUR' }).ok).toBe(false)
    expect(checkCompany({ name: 'Acme', currency: 'eur' }).ok).toBe(false)
    expect(checkCompany({ name: 'Acme', currency: 'EUR', termsDays: -1 }).ok).toBe(false)
  })
})

test('a note says something, and is not a book', () => {
  expect(checkBody('  called ')).toEqual({ ok: true, value: 'called' })
  expect(checkBody(' ').ok).toBe(false)
  expect(checkBody('x'.repeat(10_001)).ok).toBe(false)
})
