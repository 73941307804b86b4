import { expect, test } from 'vitest'
import { plainWords } from '../../../src/bots/commands/grammar/plain-words.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { catalog } from './commands.js'

test.each([
  ['move acme renewal to negotiation, 50k', ['deal move "acme renewal" to:negotiation amount:50k']],
  ['please move the "Acme renewal" to closed won', ['deal move "Acme renewal" to:"closed won"']],
  ['could you move deal DEAL-12 to won?', ['deal move DEAL-12 to:won']],
  ['move DEAL-12 to negotiation close next friday', ['deal move DEAL-12 to:negotiation close:"next friday"']],
  ['move Area 51 to won', ['deal move "Area 51" to:won']],
  ['show me my deals', ['deal']],
  ['Show me the deal Acme renewal', ['deal show "Acme renewal"']],
  ['show acme', ['deal show acme', 'company show acme']],
  ['win DEAL-12.', ['deal win DEAL-12']],
  ['win', []],
  ['what is the weather', []],
  ['dael move X to:won', []],
  ['', []],
])('%s', (typed, expected) => {
  expect(plainWords(tokenize(typed), catalog.commands)).toEqual(expected)
})
