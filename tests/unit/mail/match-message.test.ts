import { describe, expect, it } from 'vitest'
import { directionOf, ownAddresses } from '../../../src/domain/correspondence/address-book.js'
import {
  type MatchBook,
  type MatchInput,
  matchMessage,
  mentionsOf,
} from '../../../src/domain/correspondence/match-message.js'

const own = ownAddresses(['jo@us.example', 'shop@gmail.com'], ['us.example'])
const book = (more: Partial<MatchBook> = {}): MatchBook => ({
  own,
  contactByAddress: new Map([['ada@acme.com', { id: 'ada', companyId: 'acme' }]]),
  companyByDomain: new Map([['acme.com', 'acme']]),
  openDeals: new Map(),
  dealByRef: new Map([['DEAL-12', 'd12']]),
  invoiceByNumber: new Map([['INV-2026-0042', 'i42']]),
  invoiceByMail: new Map([['sent@us', 'i7']]),
  ...more,
})
const mail = (more: Partial<MatchInput> = {}): MatchInput => ({
  messageKey: 'm@x',
  direction: 'in',
  class: 'person',
  subject: 'Hello',
  text: '',
  ancestors: [],
  parties: [
    { role: 'from', addressKey: 'ada@acme.com' },
    { role: 'to', addressKey: 'jo@us.example' },
  ],
  ...more,
})
const ids = (message: MatchInput, given = book()) => matchMessage(message, given).map(({ kind, id }) => `${kind} ${id}`)

describe('matchMessage', () => {
  it('finds the contact by address and the company through it', () => {
    expect(matchMessage(mail(), book())).toEqual([
      { kind: 'contact', id: 'ada', evidence: 'from ada@acme.com' },
      { kind: 'company', id: 'acme', evidence: 'from ada@acme.com, who works there' },
    ])
  })

  it.each([
    ['its number in the text', { text: 'about inv-2026-0042.' }, 'i42', 'it mentions INV-2026-0042'],
    [
      'an answer to its mail',
      { ancestors: ['other@x', 'sent@us'] },
      'i7',
      'it answers the mail that the invoice went with',
    ],
    ['the mail it went with', { messageKey: 'sent@us' }, 'i7', 'it is the mail that the invoice went with'],
  ])('finds an invoice by %s', (_, more, id, evidence) => {
    expect(matchMessage(mail(more), book())).toContainEqual({ kind: 'invoice', id, evidence })
  })

  it.each([
    ['the contact’s only open deal', { ada: ['d1'], acme: ['d1', 'd2'] }, ['deal d1']],
    ['the company’s, when the contact has none', { acme: ['d2'] }, ['deal d2']],
    ['none of several', { ada: ['d1', 'd2'], acme: ['d1', 'd2'] }, []],
    ['none', {}, []],
  ])('takes %s', (_, deals, wanted) => {
    const found = ids(mail(), book({ openDeals: new Map(Object.entries(deals)) }))
    expect(found.filter((each) => each.startsWith('deal'))).toEqual(wanted)
  })

  it('takes a deal that is named, also from a stranger', () => {
    const stranger = mail({ subject: 'Re: DEAL-12', parties: [{ role: 'from', addressKey: 'x@y.org' }] })
    expect(ids(stranger)).toEqual(['deal d12'])
  })

  it('puts a newsletter on its sender and on nothing that it mentions', () => {
    const open = book({ openDeals: new Map([['ada', ['d1']]]) })
    expect(ids(mail({ class: 'bulk', text: 'INV-2026-0042 DEAL-12' }), open)).toEqual(['contact ada', 'company acme'])
  })
})

it('mentionsOf reads references, not every word with a hyphen', () => {
  expect(
    mentionsOf({ subject: 'Re: inv-2026-0042', text: 'well-known DEAL-12, x(AB/2026/7) 2026-01-01 not-a-number' }),
  ).toEqual(['INV-2026-0042', 'DEAL-12', 'AB/2026/7'])
})

describe('directionOf', () => {
  const parties = (from: string, ...to: string[]) => [
    { role: 'from' as const, addressKey: from },
    ...to.map((addressKey) => ({ role: 'to' as const, addressKey })),
  ]
  it.each([
    ['in', parties('ada@acme.com', 'jo@us.example')],
    ['out', parties('jo@us.example', 'bo@us.example', 'ada@acme.com')],
    ['internal', parties('jo@us.example', 'bo@mail.us.example')],
    ['in', parties('stranger@gmail.com', 'shop@gmail.com')],
    ['out', parties('shop@gmail.com', 'stranger@gmail.com')],
    ['in', []],
  ])('%s for %j', (wanted, given) => expect(directionOf(given, own)).toBe(wanted))
})
