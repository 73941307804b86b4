import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
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

it('what is remembered of a long text does not keep that text', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const names = remembered((text) => text.slice(3, 40))
  collect()
  const before = process.memoryUsage().heapUsed
  for (let n = 0; n < 500; n += 1) names(`${n} ${'x'.repeat(100_000)}`.slice(0, 60))
  collect()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000)
})

it('a text of any characters is remembered as itself', () => {
  const twice = remembered((text) => text + text)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([twice(text), twice(text)]).toEqual([text + text, text + text])
    }),
  )
  expect(twice('\ud800')).toBe('\ud800\ud800')
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
