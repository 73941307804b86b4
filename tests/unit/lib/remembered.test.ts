import fc from 'fast-check'
import { expect, it } from 'vitest'
import { remembered } from '../../../src/lib/remembered.js'
import { lineFeeds } from '../../../src/lib/text.js'

it('answers as the function does, asks it once while it remembers, and forgets when it is full', () => {
  const asked: string[] = []
  const shout = remembered((text) => {
    asked.push(text)
    return text.toUpperCase()
  }, 2)
  expect(['a', 'a', 'b', 'a', 'c', 'a'].map(shout)).toEqual(['A', 'A', 'B', 'A', 'C', 'A'])
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
})

it('line ends of any kind are line feeds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('\r', '\n', '\r\n', 'a')).map((parts) => parts.join('')),
      (text) => {
        expect(lineFeeds(text)).toBe(text.replace(/\r\n?/g, '\n'))
      },
    ),
  )
})
