import { describe, expect, test } from 'vitest'
import { bindWords } from '../../../src/bots/commands/grammar/bind-words.js'
import { findCommand } from '../../../src/bots/commands/grammar/find-command.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { catalog, reading } from './commands.js'

function bound(typed: string): Record<string, string> | string {
  const found = findCommand(tokenize(typed), catalog.commands)
  if (found.kind !== 'command') throw new Error(`${typed} is no command`)
  const result = bindWords(found.command, found.rest, reading)
  return result.ok ? Object.fromEntries(result.given) : result.problem
}

describe('which word is which parameter', () => {
  test.each([
    ['deal show DEAL-12', { deal: 'DEAL-12' }],
    ['deal show Acme renewal', { deal: 'Acme renewal' }],
    ['deal move "Acme renewal" to:negotiation amount:50k', { deal: 'Acme renewal', to: 'negotiation', amount: '50k' }],
    ['deal move Acme renewal to:closed won', { deal: 'Acme renewal', to: 'closed won' }],
    ['deal move to:negotiation Acme renewal', { deal: 'Acme renewal', to: 'negotiation' }],
    ['deal move close:next friday Acme renewal to:won', { deal: 'Acme renewal', close: 'next friday', to: 'won' }],
    ['deal move to: won DEAL-1', { deal: 'DEAL-1', to: 'won' }],
    ['deal move DEAL-1 TO:won am:50k', 'deal move has no “am:”.'],
    ['deal move DEAL-1 to:won amo:50k', { deal: 'DEAL-1', to: 'won', amount: '50k' }],
    ['deal move DEAL-1 to:won expected-close:eom', { deal: 'DEAL-1', to: 'won', close: 'eom' }],
    ['deal move deal:DEAL-1 to:won', { deal: 'DEAL-1', to: 'won' }],
    ['deal new Acme renewal company:Acme urgent:yes', { title: 'Acme renewal', company: 'Acme', urgent: 'yes' }],
    ['deal note DEAL-12 call them: urgent', { deal: 'DEAL-12', text: 'call them: urgent' }],
    ['deal note "Acme renewal" they said: no', { deal: 'Acme renewal', text: 'they said: no' }],
    ['invoice list overdue', { status: 'overdue' }],
    ['invoice list overdue company:Acme Ltd', { status: 'overdue', company: 'Acme Ltd' }],
    ['deal list won', { state: 'won' }],
    ['close status last month', { month: 'last month' }],
    ['report pipeline month:last month', { month: 'last month' }],
    ['search who: said that', { words: 'who: said that' }],
    ['deal move DEAL-1 to:won to:lost', 'to: is there twice; say it once.'],
    ['deal move DEAL-1 amuont:50k', 'deal move has no “amuont:”. Did you mean amount:?'],
    ['close mine please', "I don't know what “please” is for in close mine. It takes nothing more."],
  ])('%s', (typed, expected) => {
    expect(bound(typed)).toEqual(expected)
  })

  test('a mistyped key keeps everything else as it was typed', () => {
    const tokens = tokenize('"Acme renewal" amuont:50k to:“Closed won”')
    const command = catalog.commands.get('deal move')
    expect(command && bindWords(command, tokens, reading)).toMatchObject({
      corrected: '"Acme renewal" amount:50k to:“Closed won”',
    })
  })
})
