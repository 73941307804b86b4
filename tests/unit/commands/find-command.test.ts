import { describe, expect, test } from 'vitest'
import { findCommand } from '../../../src/bots/commands/grammar/find-command.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { catalog } from './commands.js'

/** What the words come to, in one line. */
function found(typed: string): string {
  const result = findCommand(tokenize(typed), catalog.commands)
  if (result.kind === 'command')
    return [result.command.name, '|', ...result.rest.map(({ raw }) => raw)].join(' ').trim()
  if (result.kind === 'noun-help') return `help for ${result.noun}`
  if (result.kind === 'verb-help') return `help for ${result.command.name}`
  if (result.kind === 'nothing') return 'nothing'
  return `unknown ${result.what} ${result.word}${result.corrected === undefined ? '' : ` → ${result.corrected}`}`
}

describe('noun and verb', () => {
  test.each([
    // as declared
    ['deal list', 'deal list |'],
    ['DEAL Move DEAL-12 to:won', 'deal move | DEAL-12 to:won'],
    ['/deal list', 'deal list |'],
    ['/daybook deal list', 'deal list |'],
    ['search acme renewal', 'search | acme renewal'],
    // other words
    ['opportunity list', 'deal list |'],
    ['opportunities ls', 'deal list |'],
    ['customer Acme', 'company show | Acme'],
    ['account Acme', 'company show | Acme'],
    ['account list', 'account list |'],
    ['companies lookup acme', 'company find | acme'],
    ['invoice paid INV-1', 'invoice pay | INV-1'],
    ['invoice settle INV-1', 'invoice pay | INV-1'],
    ['deal won DEAL-1', 'deal win | DEAL-1'],
    ['deal create "X" company:Y', 'deal new | "X" company:Y'],
    ['move deal DEAL-12 to:won', 'deal move | DEAL-12 to:won'],
    ['deal sho DEAL-1', 'deal show | DEAL-1'],
    // the noun alone: mine, now
    ['deal', 'deal list |'],
    ['deal owner:me', 'deal list | owner:me'],
    ['close', 'close mine |'],
    // a target where the verb would stand
    ['deal DEAL-12', 'deal show | DEAL-12'],
    ['deal "move it"', 'deal show | "move it"'],
    ['company Acme Holding', 'company show | Acme Holding'],
    // help
    ['help', 'help |'],
    ['help deal', 'help for deal'],
    ['deal help', 'help for deal'],
    ['invoice ?', 'help for invoice'],
    ['help deal move', 'help for deal move'],
    ['deal help won', 'help for deal win'],
    ['help deal frobnicate', 'help for deal'],
    ['', 'nothing'],
    // the nearest, with the rest as typed
    ['deal mvoe "Acme renewal" to:won', 'unknown verb mvoe → deal move "Acme renewal" to:won'],
    ['dael move "Acme renewal" to:won', 'unknown noun dael → deal move "Acme renewal" to:won'],
    ['deel lsit', 'unknown noun deel → deal list'],
    ['frobnicate', 'unknown noun frobnicate'],
    ['deal frobnicate DEAL-12 now', 'unknown verb frobnicate'],
    ['<script>alert(1)</script>', 'unknown noun <script>alert(1)</script>'],
  ])('%s', (typed, expected) => {
    expect(found(typed)).toBe(expected)
  })

  test('what the asker may not do is not there', () => {
    const few = new Map([...catalog.commands].filter(([name]) => name !== 'deal move'))
    expect(findCommand(tokenize('deal move DEAL-1 to:won'), few)).toMatchObject({ kind: 'unknown', what: 'verb' })
  })
})
