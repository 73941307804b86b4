import { expect, test } from 'vitest'
import { Misread } from '../../../src/bots/commands/ask/misread.js'
import { isAsLong, shiftOf } from '../../../src/domain/ask/compare.js'
import { compileGroups, compileList } from '../../../src/domain/ask/compile-query.js'
import { shiftedRange } from '../../../src/domain/ask/periods.js'
import { isGrouped } from '../../../src/domain/ask/query.js'
import { sayQuery } from '../../../src/domain/ask/say-query.js'
import { askContext, catalogue, memberWith, readReport } from './reading.js'

const said = (text: string) => sayQuery(readReport(text))

test.each([
  ['report deals', 'deals'],
  ['report deals where status:open and amount:>10,000', 'deals where status:open amount:>10k'],
  ['report deals status:open,won amount:10k..50k', 'deals where status:open,won amount:10k..50k'],
  ['report deals overdue', undefined],
  ['report invoices overdue by:customer sum:open', 'invoices where overdue:yes group:company sum:open'],
  ['report deals closing:this quarter group:closed', 'deals where close:this-quarter group:closed.month'],
  [
    'report deals close:"<= end of year" by:owner.department',
    'deals where close:"<=end-of-year" group:owner.department',
  ],
  ['report deals where owner:"Dana Reyes" owner:tom', 'deals where owner:"Dana Reyes" owner:tom'],
  ['report deals where stage:"!Closed lost"', 'deals where stage:"!Closed lost"'],
  ['report deals group:month sum:amount sort:-amount top:5', 'deals group:close.month sum:amount sort:-amount limit:5'],
  ['report deals where amount:>5000EUR', 'deals where amount:>5000EUR'],
  [
    'report invoices where company.country:DE show:company.owner,net',
    'invoices where company.country:DE show:company.owner,net',
  ],
  [
    'report invoices issued:2026 sum:net group:month compare:previous-year',
    'invoices where issued:2026 group:issued.month sum:net compare:last-year',
  ],
  ['report invoices issued:q3 sum:net vs:Q2', 'invoices where issued:q3 sum:net compare:q2'],
])('%s', (text, expected) => {
  if (expected === undefined) expect(() => said(text)).toThrow(Misread)
  else expect(said(text)).toBe(expected.replace('"<=end-of-year"', '<=end-of-year'))
})

test.each([
  ['2026-07-01', '2026-09-30', '2026-04-01', '2026-06-30'],
  ['2026-10-01', '2026-10-31', '2025-02-01', '2025-02-28'],
  ['2026-10-05', '2026-10-11', '2026-09-28', '2026-10-04'],
])('%s to %s beside days of their own are those days', (from, to, before, until) => {
  const other = { words: 'then', from: before, to: until }
  expect(isAsLong({ from, to }, other)).toBe(true)
  expect(shiftedRange({ from, to }, shiftOf(other, { from, to }))).toEqual({ from: before, to: until })
})

test('what is said is read as the same again', () => {
  for (const text of [
    'report deals where status:open amount:10k.. close:last-30-days group:owner,close.month sum:amount,weighted count sort:count limit:3 chart:bar',
    'report tasks where done:no due:<today show:owner,due sort:-due',
  ])
    expect(said(`report ${said(text)}`)).toBe(said(text))
})

test.each([
  ['report deals where owenr:dana', '▸owenr:dana◂', 'report deals where owner:dana'],
  ['report deals where status:opn group:owner', '▸status:opn◂', 'report deals where status:open group:owner'],
  ['report deals group:ownr', '▸group:ownr◂', 'report deals group:owner'],
  ['report deals where amount:>tenk', '▸amount:>tenk◂', undefined],
  ['report deals where close:someday', '▸close:someday◂', undefined],
  ['report deals sum:title', '▸sum:title◂', 'report deals sum:amount'],
  ['report deals group:amount', '▸group:amount◂', undefined],
  ['report deals group:owner sort:-stage', '▸sort:-stage◂', 'report deals group:owner sort:-owner'],
  ['report deals limit:0', '▸limit:0◂', undefined],
  ['report deals chart:pie', '▸chart:pie◂', undefined],
  // What is compared is as long: a quarter is not put beside a month.
  ['report invoices issued:q3 sum:net compare:october', '▸compare:october◂', undefined],
  [
    'report deals sum:amount compare:last-year',
    '▸compare:last-year◂',
    'report deals sum:amount compare:last-year close:this-year',
  ],
])('%s points at the word', (text, line, corrected) => {
  let thrown: unknown
  try {
    readReport(text)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(Misread)
  expect((thrown as Misread).line).toContain(line)
  expect((thrown as Misread).corrected[0]).toBe(corrected)
})

test('what one may not see is not there, on whatever way to it', () => {
  const sales = memberWith(['deal.read'])
  expect(() => readReport('report deals where company.name:Acme', sales)).toThrow(/have no/)
  expect(() => readReport('report deals group:owner', sales)).toThrow(/have no/)
  const { text } = compileList(askContext(sales), readReport('report deals', sales), [], 10)
  expect(text).not.toContain('company')
})

test('whoever sees but their own sees nothing else, on the record and on what it leads to', () => {
  const own = memberWith(['deal.read:own', 'company.read:own', 'staff.read', 'invoice.read'])
  for (const question of [
    'report deals group:company sum:amount',
    'report deals where company:none',
    'report deals show:company',
  ]) {
    const query = readReport(question, own)
    const { text } = isGrouped(query)
      ? compileGroups(askContext(own), query)
      : compileList(askContext(own), query, query.shows, 10)
    expect(text.match(/t\.owner_id = any/g)).toHaveLength(1)
    if (question.includes('group') || question.includes('show'))
      expect(text.match(/j\d\.owner_id = any/g)).toHaveLength(1)
  }
})

const HOSTILE = [
  "'; drop table deal; --",
  "' or '1'='1",
  '1); delete from deal; --',
  '$1',
  '$$',
  '{t}',
  '{today}',
  '{company}.tax_id',
  '%',
  '_',
  '\\',
  '\\\\"',
  "\\'; select",
  '"',
  '“;”',
  "x'||(select 1)||'",
  'null',
  'select',
  'true) or (true',
  '/*',
  '*/',
  '--',
  "E'\\x27'",
  '0x27',
  '{"a"}',
  '},{',
  '{a,b}',
  'a"},{"b',
  '\u0000',
  '\u2019 or 1=1',
  'pg_sleep(10)',
  "');select pg_sleep(10)--",
  '::text',
  '1e400',
  '-1',
  '..',
  '>..<',
  '!',
  '~%',
]
const KEYS = [
  'title',
  'status',
  'stage',
  'amount',
  'close',
  'owner',
  'tag',
  'probability',
  'stale',
  'group',
  'sum',
  'avg',
  'sort',
  'show',
  'limit',
  'chart',
  'compare',
  "title'",
  'title;--',
  '{t}',
  't.id',
  'workspace_id',
  'custom',
  '__proto__',
  'constructor',
]

test('hundreds of attempts to get words into a statement get none in', () => {
  const shapes = new Set<string>()
  let attempts = 0
  for (const word of HOSTILE)
    for (const key of KEYS)
      for (const text of [
        `report deals where ${key}:${word}`,
        `report deals where ${key}:"${word}"`,
        `report deals where ${key}:~${word}`,
        `report deals ${word}`,
      ]) {
        attempts += 1
        try {
          const query = readReport(text)
          const statement = isGrouped(query)
            ? compileGroups(askContext(), query)
            : compileList(askContext(), query, query.shows, 10)
          shapes.add(statement.text.replace(/\$\d+/g, '$'))
          expect(statement.text).not.toMatch(/drop|delete|pg_sleep|--|;|\/\*|1=1|workspace_id = 't'/)
        } catch (thrown) {
          // A record or list is looked up before it is put in; here it is still words.
          if (!(thrown instanceof Misread)) expect(String(thrown)).toMatch(/is compared with/)
        }
      }
  expect(attempts).toBeGreaterThan(3000)
  // However many words there were, there are but a few statements: those of the fields.
  expect(shapes.size).toBeLessThan(40)
})

test('every set is whole: what it names is there', () => {
  const faults = [...catalogue.values()].flatMap((set) => [
    ...[
      ...set.shows,
      set.sort.replace('-', ''),
      set.day ?? set.shows[0] ?? 'name',
      set.amount ?? set.sort.replace('-', ''),
    ]
      .filter((name) => !(name in set.fields) && !(name in set.relations))
      .map((name) => `${set.name} has no ${name}`),
    ...Object.values(set.relations)
      .filter(({ to }) => !catalogue.has(to))
      .map(({ to }) => `${set.name} leads to ${to}`),
  ])
  expect(faults).toEqual([])
})
