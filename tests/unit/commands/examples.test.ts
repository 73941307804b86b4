import { expect, test } from 'vitest'
import { bindWords } from '../../../src/bots/commands/grammar/bind-words.js'
import { findCommand } from '../../../src/bots/commands/grammar/find-command.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { readParams } from '../../../src/bots/commands/read-params.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { reading } from './commands.js'

const { commands } = await loadCatalog()

test.each([...commands.values()].map((command) => [command.name, command] as const))(
  '%s: its example is what help says it is',
  (_name, command) => {
    const found = findCommand(tokenize(command.example), commands)
    expect(found).toMatchObject({ kind: 'command', command: { name: command.name } })
    if (found.kind !== 'command') return
    const bound = bindWords(command, found.rest, reading)
    expect(bound).toMatchObject({ ok: true })
    if (!bound.ok) return
    const { problems, missing } = readParams(command, Object.fromEntries(bound.given), reading)
    expect({ problems, missing }).toEqual({ problems: {}, missing: [] })
  },
)

test('every command says in one line what it does', () => {
  for (const command of commands.values()) expect(command.summary, command.name).toMatch(/^\S.{5,140}\S$/)
})
