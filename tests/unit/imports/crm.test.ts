import { describe, expect, it } from 'vitest'
import { addressTexts, contactName } from '../../../src/imports/crm/contact-parts.js'
import { standingOf } from '../../../src/imports/crm/deal-standing.js'
import { parentsFirst } from '../../../src/imports/crm/parents-first.js'
import { lifecycleOf, rolesOf, tagsOf, termsOf } from '../../../src/imports/crm/words.js'
import { readSalesforceTree } from '../../../src/imports/read-salesforce-tree.js'

describe('words of other systems', () => {
  it.each([
    ['Customer - Direct', ['customer']],
    ['Technology Partner', ['partner']],
    ['Vendor; Reseller', ['supplier', 'partner']],
  ])('%s are roles', (text, roles) => expect(rolesOf(text)).toEqual(roles))

  it.each([
    ['Sales Qualified Lead', 'prospect'],
    ['Evangelist', 'customer'],
    ['Former customer', 'former'],
  ])('%s is %s', (text, stage) => expect(lifecycleOf(text)).toBe(stage))

  it.each([
    ['Net 30', 30],
    ['Due on receipt', 0],
    ['14 days', 14],
  ])('%s is %i days', (text, days) => expect(termsOf(text)).toBe(days))

  it('say what is no role, stage or term', () => {
    expect(() => rolesOf('Nonsense')).toThrow('It is no role')
    expect(() => lifecycleOf('Nonsense')).toThrow('It is no stage of life')
    expect(() => termsOf('Net 900')).toThrow('It says no number of days')
  })

  it('keep tags as they are typed here, and addresses once', () => {
    expect(tagsOf('Key Account; VIP;vip')).toEqual(['key-account', 'vip'])
    expect(addressTexts({ email: 'a@x.example; b@x.example', email2: 'a@x.example' })).toEqual([
      'a@x.example',
      'b@x.example',
    ])
  })

  it.each([
    [{ name: 'Lovelace, Ada' }, 'Ada Lovelace'],
    [{ name: 'Ada Lovelace, PhD' }, 'Ada Lovelace, PhD'],
    [{ first: ' Ada', last: 'Lovelace ' }, 'Ada Lovelace'],
    [{}, undefined],
  ])('%j is called %s', (values, name) => expect(contactName(values)).toBe(name))
})

describe('how a deal stands', () => {
  const today = '2026-11-23'

  it('is said by its status, else by yes and no, else by its stage', () => {
    expect(standingOf({ status: 'Won', expected: '2026-03-01' }, today)).toMatchObject({
      status: 'won',
      closedOn: '2026-03-01',
    })
    expect(standingOf({ isclosed: 'yes', closed: '2026-03-01' }, today)).toMatchObject({ status: 'lost' })
    expect(standingOf({ stage: 'Closed Won', closed: '2026-03-01' }, today)).toMatchObject({ status: 'won' })
    expect(standingOf({ stage: 'Lead', expected: '2027-03-01', probability: '0.4' }, today)).toMatchObject({
      status: 'open',
      expectedClose: '2027-03-01',
      probability: 40,
      closedOn: null,
    })
  })

  it('needs a day where it is closed, and none that is still to come', () => {
    expect(() => standingOf({ status: 'won' }, today)).toThrow('no column says on which day')
    expect(() => standingOf({ status: 'lost', closed: '2026-11-24' }, today)).toThrow('still to come')
    expect(() => standingOf({ status: 'deleted' }, today)).toThrow('neither open, won nor lost')
  })
})

it('puts parents first, and leaves nobody out of a circle', () => {
  const order = parentsFirst({ name: ({ name }) => name, id: () => undefined, parents: ({ parent }) => [parent] })
  const record = (name: string, parent?: string) => ({ key: name, rows: [{ row: 1, values: { name, parent } }] })
  const sorted = order([record('c', 'B'), record('b', 'a'), record('a'), record('x', 'y'), record('y', 'x')])
  expect(sorted.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'y', 'x'])
})

it('reads an sObject tree as a table, and nothing else', () => {
  const tree = '{"records": [{"attributes": {"referenceId": "R1"}, "Name": "A", "MSRP__c": 25, "ParentId": "@R2"}]}'
  expect(readSalesforceTree(tree)).toEqual({
    ok: true,
    value: {
      headings: ['referenceId', 'Name', 'MSRP__c', 'ParentId'],
      rows: [{ row: 2, cells: ['R1', 'A', '25', 'R2'] }],
    },
  })
  expect(readSalesforceTree('Name,Website\nA,b')).toBeNull()
  expect(readSalesforceTree('{"sales": []}')).toMatchObject({ ok: false })
})
