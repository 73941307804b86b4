import { addWorkingDays, workingCalendar } from '../../src/domain/people/working-days.js'
import { type Clock, shiftedClock, systemClock } from '../../src/lib/clock.js'
import { dateIn, hourIn, type IsoDate, instantOf } from '../../src/lib/dates.js'

const ZONE = 'Europe/London'
/** Reminders come in the morning of a working day; an hour before the last of them the demo still shows one. */
const WORK_BEGINS = 9
const WORK_ENDS = 16

export type DemoTime = { anchor: IsoDate; clockOffsetMs: number }

/**
 * The day a new demo begins on, and how far its clock is from the machine's. In London's working hours it is now; at any
 * other time it is nine o'clock of today or of the next working day, so that whoever looks at the demo in the evening or on
 * a Sunday sees people at work. A given day begins at nine.
 */
export function demoTime(now: Date, day?: IsoDate): DemoTime {
  const today = dateIn(ZONE, now)
  const anchor = day ?? addWorkingDays(workingCalendar('GB'), today, 0)
  const hour = hourIn(ZONE, now)
  if (anchor === today && hour >= WORK_BEGINS && hour < WORK_ENDS) return { anchor, clockOffsetMs: 0 }
  return { anchor, clockOffsetMs: instantOf(anchor, WORK_BEGINS, ZONE).getTime() - now.getTime() }
}

/** The demo company's time, for its service and its loading. The company is simulated, so its database takes it too. */
export const demoClock = (state: { clockOffsetMs: number }): Clock => shiftedClock(systemClock, state.clockOffsetMs)
