import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isNewlyQuiet, LEAST_DAYS, rhythmOf } from '../../src/domain/signals/rhythm.js'
import { addDays, daysBetween } from '../../src/lib/dates.js'

const FIRST = '2020-01-01'
const gaps = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 6, maxLength: 60 })
const percent = fc.integer({ min: 110, max: 1000 })
const days = (of: readonly number[]) =>
  of.reduce<string[]>((all, gap) => [...all, addDays(all.at(-1) ?? FIRST, gap)], [FIRST])
/** How long a silence is nothing unusual; null: they have no rhythm. */
const limitOf = (of: readonly number[], by: number): number | null => {
  const rhythm = rhythmOf(days(of), by)
  return rhythm && daysBetween(rhythm.last, rhythm.quietAfter)
}

it('nobody is quiet within a gap that they leave in one of ten times', () => {
  fc.assert(
    fc.property(gaps, percent, (of, by) => {
      const limit = limitOf(of, by)
      if (limit === null) return
      expect(limit).toBeGreaterThanOrEqual(LEAST_DAYS)
      expect(of.filter((gap) => gap > limit).length).toBeLessThanOrEqual(of.length / 10)
    }),
  )
})

it('the order of the gaps is nothing to it, and one gap more, however long, moves it no further than the longest that they had', () => {
  fc.assert(
    fc.property(gaps, percent, fc.integer({ min: 60, max: 3000 }), (of, by, holiday) => {
      expect(limitOf([...of].reverse(), by)).toBe(limitOf(of, by))
      const more = limitOf([...of, holiday], by)
      if (of.length >= 10 && more !== null)
        expect(more).toBeLessThanOrEqual(Math.max(LEAST_DAYS, Math.ceil((Math.max(...of) * by) / 100)))
    }),
  )
})

it('who writes more seldom may be silent longer, and a larger percentage never finds more', () => {
  fc.assert(
    fc.property(gaps, percent, fc.integer({ min: 0, max: 500 }), (of, by, more) => {
      const [limit, looser, slower] = [
        limitOf(of, by),
        limitOf(of, by + more),
        limitOf(
          of.map((gap) => gap + 1),
          by,
        ),
      ]
      if (limit !== null && looser !== null) expect(looser).toBeGreaterThanOrEqual(limit)
      if (limit !== null && slower !== null) expect(slower).toBeGreaterThanOrEqual(limit)
    }),
  )
})

it('each silence is news for a week, once, however the days fall', () => {
  fc.assert(
    fc.property(gaps, percent, (of, by) => {
      const rhythm = rhythmOf(days(of), by)
      if (!rhythm) return
      const news = Array.from({ length: 400 }, (_, n) => isNewlyQuiet(rhythm, addDays(rhythm.last, n), FIRST))
      expect(news.filter(Boolean)).toHaveLength(7)
      expect(news.indexOf(true)).toBe(daysBetween(rhythm.last, rhythm.quietAfter) + 1)
    }),
  )
})
