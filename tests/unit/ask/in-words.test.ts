import { expect, test } from 'vitest'
import { readInWords } from '../../../src/bots/commands/ask/in-words/in-words.js'
import { known, REPORTS } from './known.js'
import { FIRST_PHRASINGS } from './phrasings-first.js'
import { FOURTH_PHRASINGS, REFUSED } from './phrasings-fourth.js'
import { LATER_PHRASINGS } from './phrasings-later.js'
import { SECOND_PHRASINGS } from './phrasings-second.js'
import { THIRD_PHRASINGS } from './phrasings-third.js'
import { catalogue, meaning, memberWith } from './reading.js'

test.each(
  [...FIRST_PHRASINGS, ...SECOND_PHRASINGS, ...LATER_PHRASINGS, ...THIRD_PHRASINGS, ...FOURTH_PHRASINGS].map(
    ([words, ...commands]) => ({
      words,
      commands,
    }),
  ),
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

test.each(REFUSED.map(([words, ...commands]) => ({ words, commands })))(
  '$words is not answered with something else',
  ({ words, commands }) => {
    const read = readInWords(words, known)
    expect(read.commands).toEqual([])
    if (commands.length === 0) return
    expect(read.instead?.why).toMatch(/\.$|:$/)
    expect(read.instead?.commands.map(meaning)).toEqual(expect.arrayContaining(commands.map(meaning)))
  },
)

const VERBS = (
  'accepted answered approved booked bought called cancelled closed completed contacted created declined done finished hired issued joined left logged lost ' +
  'made met moved opened ordered paid received rejected renewed reversed sent signed solved spent started submitted won'
).split(' ')

test('days behind a verb are of that verb, or refused: never those of another day of the record', () => {
  const wrong: string[] = []
  for (const [name, set] of catalogue)
    for (const verb of VERBS) {
      const words = `${set.many} ${verb} last week`
      for (const command of readInWords(words, known).commands) {
        if (new RegExp(`:last-week`).test(command) && DAYS_OF[verb]?.test(command)) continue
        wrong.push(`${name}: ${words} -> ${command}`)
      }
    }
  expect(wrong).toEqual([])
})

/** The day that each verb may be of, and the state that goes with it. */
const DAYS_OF: Readonly<Record<string, RegExp>> = {
  booked: / date:/,
  closed: / (?:closed|done-at):/,
  completed: / (?:closed|done|done-at):/,
  contacted: / last-contacted:/,
  created: / (?:created|opened|at):/,
  done: / (?:closed|done|done-at):/,
  finished: / (?:closed|done|done-at):/,
  issued: / (?:issued|date):/,
  logged: / (?:created|opened|at):/,
  lost: /status:lost closed:/,
  made: / (?:date|issued|at):/,
  opened: / opened:/,
  paid: / paid-on:|payments where direction:out date:/,
  received: / opened:|direction:in (?:sent|date):|bills where date:/,
  sent: / issued:|direction:out (?:sent|date):|quotes where status:!draft date:/,
  signed: /status:won closed:/,
  solved: / (?:closed|done-at):/,
  spent: / date:/,
  won: /status:won closed:/,
}

/** A manager of the roles that a company begins with. */
const manager = memberWith(['report.finance', 'report.sales', 'report.read', 'deal.read', 'company.read', 'staff.read'])
const theirs = { ...known, sight: manager, reports: REPORTS.filter(({ needs }) => manager.may(needs)) }

test.each([
  ['how much cash do we have', 'report cash-flow'],
  ['how much did we spend last quarter', 'report spend-by-supplier'],
  ['who do we owe money', 'report payables-ageing'],
  ['payments received this month', 'report cash-flow'],
])('who may not see what “%s” is read of is told so, with a report of theirs', (words, command) => {
  const { commands, instead } = readInWords(words, theirs)
  expect(commands).toEqual([])
  expect(instead?.why).toMatch(/^You may not see /)
  expect(instead?.commands).toContain(command)
})
