import { expect, it } from 'vitest'
import { loadVerbs } from '../../../src/cli/load-verbs.js'

const all = await loadVerbs([])

it.each(all.map(({ name }) => name))('finds %s by its module alone', async (name) => {
  const found = await loadVerbs([...name.split(' '), 'a word', '--json'])
  expect(found.map((verb) => verb.name)).toEqual([name])
})

it('loads every verb where the line names none, so that what is meant can be said', async () => {
  expect(all.length).toBeGreaterThan(10)
  for (const argv of [['--help'], ['mail'], ['frobnicate', 'it']])
    expect(await loadVerbs(argv)).toHaveLength(all.length)
})
