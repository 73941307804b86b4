import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bindWords } from '../../../src/bots/commands/grammar/bind-words.js'
import { findCommand } from '../../../src/bots/commands/grammar/find-command.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { readParams } from '../../../src/bots/commands/read-params.js'
import { readAmountWords, settleAmount } from '../../../src/bots/commands/values/amount.js'
import { readDate } from '../../../src/bots/commands/values/date.js'
import { catalog, reading } from './commands.js'
import { hostileText } from './hostile.js'

/** Reads a text as far as that goes without a database; answers the sentences that a person would get. */
function sentences(text: string): string[] {
  const found = findCommand(tokenize(text), catalog.commands)
  if (found.kind !== 'command') return [found.kind]
  const bound = bindWords(found.command, found.rest, reading)
  if (!bound.ok) return [bound.problem]
  const read = readParams(found.command, Object.fromEntries(bound.given), reading)
  return [...Object.values(read.problems), ...read.missing, found.command.name]
}

test('any text at all gives a sentence', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const said = sentences(text)
      expect(said.length).toBeGreaterThan(0)
      for (const sentence of said) expect(sentence).toMatch(/\S/)
    }),
    { numRuns: 500 },
  )
})

test('any value gives a value or one line that says what is wrong', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const words = readAmountWords(text)
      const amount = words.ok ? settleAmount(words.value, 'EUR', 'EUR') : words
      if (amount.ok) expect(typeof amount.value.minor).toBe('bigint')
      else expect(amount.problem).toMatch(/^[^\n]+\.$/)
      const date = readDate(text, reading, 'end')
      if (date.ok) expect(date.value).toMatch(/^\d{4}-\d\d-\d\d$/)
      else expect(date.problem).toMatch(/^[^\n]+\.$/)
    }),
    { numRuns: 500 },
  )
})

test('a very long text is answered like any other', () => {
  for (const text of [
    `deal note ${'"'.repeat(100_000)}`,
    'deal move '.repeat(50_000),
    `amount:${'1'.repeat(100_000)}`,
    `deal show ${'1,'.repeat(50_000)}`,
    `report pipeline from:${'next '.repeat(50_000)}`,
  ])
    expect(sentences(text).length).toBeGreaterThan(0)
})
