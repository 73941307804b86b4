import { expect, it } from 'vitest'
import { nounsOf } from '../../../src/bots/commands/grammar/find-command.js'
import { NOUNS } from '../../../src/bots/commands/grammar/nouns.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'

const { commands } = await loadCatalog()

it('help says of every noun what it is about', () => {
  const listed = new Map([...commands].filter(([, { hidden }]) => !hidden))
  expect([...nounsOf(listed)].filter((noun) => NOUNS[noun] === undefined)).toEqual([])
})
