import { expect, test } from 'vitest'
import { readInWords } from '../../../src/bots/commands/ask/in-words/in-words.js'
import type { Known, KnownName } from '../../../src/bots/commands/ask/in-words/known.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { FIRST_PHRASINGS } from './phrasings-first.js'
import { LATER_PHRASINGS } from './phrasings-later.js'
import { SECOND_PHRASINGS } from './phrasings-second.js'
import { THIRD_PHRASINGS } from './phrasings-third.js'
import { catalogue, everything, meaning } from './reading.js'

const person = (title: string): KnownName[] => [
  { words: title, set: 'staff', title },
  { words: title.split(' ')[0] ?? title, set: 'staff', title },
]
const company = (title: string): KnownName => ({ words: title, set: 'companies', title })
const value = (set: string, field: string, title: string): KnownName => ({ words: title, set, field, title })

export const known: Known = {
  catalogue,
  sight: everything,
  reports: [...(await loadReports()).values()],
  names: [
    ...person('Dana Reyes'),
    ...person('Tom Okafor'),
    ...['Acme', 'Northwind', 'Globex'].map(company),
    { words: 'Blue Harbor', set: 'companies', title: 'Blue Harbor Ltd' },
    { words: 'Reyes', set: 'staff', title: 'Dana Reyes' },
    { words: 'Berlin', set: 'teams', title: 'Berlin' },
    { words: '4400', set: 'accounts', title: '4400' },
    value('companies', 'city', 'London'),
    value('deals', 'segment', 'Enterprise'),
    value('cases', 'tag', 'vip'),
    ...['Qualified', 'Proposal', 'Negotiation', 'Won', 'Lost'].map((stage) => value('deals', 'stage', stage)),
    value('deals', 'lost-reason', 'Price'),
    value('deals', 'source', 'referral'),
    value('companies', 'tag', 'vip'),
    value('deals', 'tag', 'vip'),
    { words: 'Marketing', set: 'accounts', title: 'Marketing' },
    { words: 'Travel', set: 'accounts', title: 'Travel' },
    value('postings', 'department', 'Marketing'),
    { words: 'Germany', set: 'companies', field: 'country', title: 'DE' },
  ],
}

test.each(
  [...FIRST_PHRASINGS, ...SECOND_PHRASINGS, ...LATER_PHRASINGS, ...THIRD_PHRASINGS].map(([words, ...commands]) => ({
    words,
    commands,
  })),
)('$words', ({ words, commands }) => {
  const read = readInWords(words, known)
  expect({ commands: read.commands.map(meaning).sort(), left: read.left }).toEqual({
    commands: commands.map(meaning).sort(),
    left: '',
  })
})

test('there are enough of them, a third from before there was a reader', () => {
  const all = FIRST_PHRASINGS.length + SECOND_PHRASINGS.length
  expect(all).toBeGreaterThanOrEqual(150)
  expect(FIRST_PHRASINGS.length * 3).toBeGreaterThanOrEqual(all)
})

test.each([
  'open deals frobnicated by owner',
  'what is the weather',
  'revenue by unicorn',
  'deals owned by Zaphod',
  'how much did Zaphod sell',
  'spend on unicorns',
  'how is the weather against budget',
  'who has the most shoes',
  'balance sheet since march',
  'customers not frobnicated in 60 days',
  // What a kind of record has nothing of is said, not left out.
  'customers over 50k',
  'customers with no open deals',
  'deals without a unicorn since march',
  'top products',
  'cases waiting for more than 5 days',
  'profit against budget by month',
])('%s is not understood, and says which word is not', (words) => {
  const read = readInWords(words, known)
  expect(read.commands).toEqual([])
  expect(read.left).not.toBe('')
  for (const word of read.left.replaceAll('?', '').split(' ')) expect(words.toLowerCase()).toContain(word)
})
