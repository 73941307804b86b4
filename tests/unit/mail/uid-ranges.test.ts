import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rangesOf } from '../../../src/mail/fetch-batch.js'

const opened = (set: string): number[] =>
  set.split(',').flatMap((each) => {
    const [from = 0, to = from] = each.split(':').map(Number)
    return Array.from({ length: to - from + 1 }, (_, at) => from + at)
  })

it('a sequence set names exactly the UIDs, runs as ranges, whatever their order', () => {
  expect(rangesOf([9, 3, 2, 1, 5])).toBe('1:3,5,9')
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (uids) => {
      expect(opened(rangesOf(uids))).toEqual([...uids].sort((a, b) => a - b))
    }),
  )
})
