import { expect, test } from 'vitest'
import { loadCatalog } from '../../../src/bots/commands/registry.js'

/** What changes nothing that stands: it proposes something new, and its form must not offer the old as if somebody had said it. */
const NEW_EACH_TIME = new Set(['payee set'])

const { commands } = await loadCatalog()
const changes = [...commands.values()].filter(
  ({ name, params }) =>
    /[ -]set$/.test(name) && Object.values(params).some(({ target, record }) => target && record !== undefined),
)

test.each(changes.map((command) => [command.name, command] as const))(
  'the form of %s begins with what the record has',
  (name, { current }) => {
    expect(current !== undefined).toBe(!NEW_EACH_TIME.has(name))
  },
)

test.each(changes.map((command) => [command.name, command] as const))(
  'what the form of %s has no field for is not asked for in words',
  (_name, { params }) => {
    expect(Object.entries(params).filter(([key, { unasked }]) => key === 'clear' && !unasked)).toEqual([])
  },
)
