import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { dateIn } from '../../../src/lib/dates.js'

/** With half hours, a day that was left out, both sides of the date line. */
const ZONES = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Apia', 'Pacific/Kiritimati']

it('a day in a zone is the calendar’s', () => {
  const instants = fc.date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, at) => {
      const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone)
      expect(dateIn(zone, at)).toBe(local.toPlainDate().toString())
    }),
  )
})

it('a zone that is none is refused', () => {
  expect(() => dateIn('Mars/Olympus', new Date(0))).toThrow(RangeError)
})
