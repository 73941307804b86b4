import type { Known, KnownName } from '../../../src/bots/commands/ask/in-words/known.js'
import { loadReports } from '../../../src/domain/reports/registry.js'
import { catalogue, everything } from './reading.js'

const person = (title: string): KnownName[] => [
  { words: title, set: 'staff', title },
  { words: title.split(' ')[0] ?? title, set: 'staff', title },
]
const company = (title: string): KnownName => ({ words: title, set: 'companies', title })
const value = (set: string, field: string, title: string): KnownName => ({ words: title, set, field, title })

export const REPORTS = [...(await loadReports()).values()]

/** What is known in the company of these tests: its people, its customers and the values in its records. */
export const known: Known = {
  catalogue,
  sight: everything,
  reports: REPORTS,
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
