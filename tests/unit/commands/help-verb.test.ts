import { expect, test } from 'vitest'
import { findCommand } from '../../../src/bots/commands/grammar/find-command.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { helpForVerb } from '../../../src/bots/commands/help-reply.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'

const { commands } = await loadCatalog()

test('help on a verb says what each of its words is', () => {
  const found = findCommand(tokenize('help deal move'), commands)
  if (found.kind !== 'verb-help') throw new Error(`read as ${found.kind}`)
  const { headline, sections } = helpForVerb(found.command)
  expect(headline).toMatch(/^deal move: Move a deal to another stage/)
  expect(sections?.[0]?.lines).toEqual([
    '`deal` – Deal',
    '`pipeline:` – Pipeline: To another one than it is in (optional)',
    '`to:` – Stage (optional)',
    '`amount:` – Amount: an amount (optional)',
    '`close:` – Expected close: a day (optional)',
  ])
})

test('of a verb that one may not use there is none', () => {
  const others = new Map([...commands].filter(([name]) => name !== 'deal move'))
  expect(findCommand(tokenize('help deal move'), others)).toEqual({ kind: 'noun-help', noun: 'deal' })
})
