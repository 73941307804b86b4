import { expect, test } from 'vitest'
import { changeQuestion } from '../../../src/bots/commands/ask/in-words/change-question.js'
import { readInWords } from '../../../src/bots/commands/ask/in-words/in-words.js'
import { known } from './known.js'
import { meaning } from './reading.js'

const OWED = 'report invoices where open:>0 days-overdue:>30'

test.each([
  ['revenue in October', 'in November', 'report invoices where issued:november sum:net'],
  ['revenue in October', 'last month', 'report invoices where issued:last-month sum:net'],
  ['revenue in October', 'for Acme', 'report invoices where issued:october company:Acme sum:net'],
  ['revenue in October', 'by owner', 'report invoices where issued:october group:owner sum:net'],
  ['revenue in October for Acme', 'for Globex', 'report invoices where issued:october company:Globex sum:net'],
  ['revenue in October by owner', 'by customer', 'report invoices where issued:october group:company sum:net'],
  ['who owes us more than 30 days', 'for Acme', `${OWED} company:Acme group:company sum:open`],
  ['who owes us more than 30 days', 'by owner', `${OWED} group:owner sum:open`],
  ['open deals of Dana', 'of Tom', 'report deals where owner:"Tom Okafor" status:open'],
  ['open deals of Dana', 'by stage', 'report deals where owner:"Dana Reyes" status:open group:stage sum:amount'],
  ['deals created last month', 'this month', 'report deals where created:this-month'],
  [
    'report deals where close:this quarter sort:-amount',
    'next month',
    'report deals where close:next-month sort:-amount',
  ],
  ['report deals group:owner sort:owner', 'by stage', 'report deals group:stage'],
  ['profit in October', 'in November', 'report profit-and-loss from:november to:november'],
  ['profit in October', 'by department', 'report profit-and-loss from:october to:october by:department'],
  [
    'report profit-and-loss from:october to:october by:department',
    'in Q3',
    'report profit-and-loss by:department from:q3 to:q3',
  ],
  ['report revenue from:october to:october', 'in November', 'report revenue from:november to:november'],
  ['balance sheet as of September', 'as of October', 'report balance-sheet asof:october'],
  ['report pipeline', 'for Dana', 'report pipeline owner:"Dana Reyes"'],
])('“%s”, and then “%s”', (question, words, expected) => {
  const [asked = ''] = question.startsWith('report ') ? [question] : readInWords(question, known).commands
  const changed = changeQuestion(asked, words, known)
  expect(changed.map(meaning)).toEqual([meaning(expected)])
})

test('the day that is named is the one that changes', () => {
  expect(changeQuestion('report deals where created:2026-10', 'closing in December', known)).toEqual([
    'report deals where created:2026-10 status:open close:december',
  ])
})

test('of a bound in time or two days both readings are given', () => {
  expect(changeQuestion('report deals where close:<=2026-10', 'in November', known)).toEqual([
    'report deals where close:<=november',
    'report deals where close:november',
  ])
  expect(changeQuestion('report deals where created:2026-10 close:2026-11', 'in December', known)).toEqual([
    'report deals where created:december close:2026-11',
    'report deals where created:2026-10 close:december',
  ])
})

test.each([
  ['report invoices where issued:october sum:net', 'for Zaphod'],
  ['report pipeline', 'in November'],
  ['report postings', 'by owner'],
  ['report invoices', ''],
])('nothing is made of what can’t be understood: %s, %s', (asked, words) => {
  expect(changeQuestion(asked, words, known)).toEqual([])
})
