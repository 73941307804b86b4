import { expect, it } from 'vitest'
import { loadVerb, loadVerbs } from '../../../src/cli/load-verbs.js'

const all = await loadVerbs()

it.each(all.map(({ name }) => name))('finds %s by its module alone', async (name) => {
  expect((await loadVerb([...name.split(' '), 'a word']))?.name).toBe(name)
})

it('finds none where the line names none', async () => {
  for (const words of [['mail'], ['mail-sync'], ['frobnicate', 'it']]) expect(await loadVerb(words)).toBeUndefined()
})

it('knows every other word of one verb alone', () => {
  const words = all.flatMap((verb) => [verb.name, ...(verb.words ?? [])])
  expect(new Set(words).size).toBe(words.length)
})
