import { afterWorking, type WorkingHours, workedBetween } from './working-hours.js'

/** What is promised, in working minutes; null: nothing. */
export type Targets = { responseMinutes: number | null; resolutionMinutes: number | null }

/**
 * The clock of a case. It runs while the case is ours to move, stands while the customer has the word or it is closed, and
 * runs on from where it stood. Both targets are measured on it: the first reply stops being due when it was given.
 */
export type Clock = Targets & {
  /** Working seconds that it ran before `runningSince`. */
  usedSeconds: number
  runningSince: Date | null
  /** Working seconds until the first reply. */
  firstUsedSeconds: number | null
}

/** A clock as it is stored: when things fall due if it runs on, for lists and warnings. */
export type StoredClock = Clock & { firstDueAt: Date | null; dueAt: Date | null }

/** Working seconds that it ran until now. */
export const ranFor = ({ usedSeconds, runningSince }: Clock, hours: WorkingHours, now: Date): number =>
  usedSeconds + (runningSince === null ? 0 : workedBetween(hours, runningSince, now))

export const newClock = (targets: Targets, hours: WorkingHours, at: Date): StoredClock =>
  withDues({ ...targets, usedSeconds: 0, runningSince: at, firstUsedSeconds: null }, hours)

/** Lets it run on. One that runs stays as it is. */
export const startClock = (clock: Clock, hours: WorkingHours, at: Date): StoredClock =>
  withDues({ ...clock, runningSince: clock.runningSince ?? at }, hours)

export const stopClock = (clock: Clock, hours: WorkingHours, at: Date): StoredClock =>
  withDues({ ...clock, usedSeconds: ranFor(clock, hours, at), runningSince: null }, hours)

/** The first reply was given; later ones change nothing. */
export const answerClock = (clock: Clock, hours: WorkingHours, at: Date): StoredClock =>
  withDues({ ...clock, firstUsedSeconds: clock.firstUsedSeconds ?? ranFor(clock, hours, at) }, hours)

/** Another promise, by another priority: what was used stays used. */
export const retarget = (clock: Clock, targets: Targets, hours: WorkingHours): StoredClock =>
  withDues({ ...clock, ...targets }, hours)

function withDues(clock: Clock, hours: WorkingHours): StoredClock {
  const { responseMinutes, resolutionMinutes, usedSeconds, runningSince, firstUsedSeconds } = clock
  const due = (minutes: number | null): Date | null =>
    minutes === null || runningSince === null ? null : afterWorking(hours, runningSince, minutes * 60 - usedSeconds)
  return {
    responseMinutes,
    resolutionMinutes,
    usedSeconds,
    runningSince,
    firstUsedSeconds,
    firstDueAt: firstUsedSeconds === null ? due(responseMinutes) : null,
    dueAt: due(resolutionMinutes),
  }
}

/** Where a promise stands. `leftSeconds` of work, negative when it was broken by so much. */
export type Standing = { state: 'running' | 'paused' | 'done'; leftSeconds: number }

/** Of the first reply, and of the case as a whole; null where nothing is promised. */
export function standings(
  clock: Clock,
  isClosed: boolean,
  hours: WorkingHours,
  now: Date,
): { first: Standing | null; whole: Standing | null } {
  const ran = ranFor(clock, hours, now)
  const { responseMinutes, resolutionMinutes, firstUsedSeconds } = clock
  const standing = (minutes: number | null, isDone: boolean, used: number): Standing | null =>
    minutes === null
      ? null
      : {
          state: isDone ? 'done' : clock.runningSince === null ? 'paused' : 'running',
          leftSeconds: minutes * 60 - used,
        }
  return {
    first: standing(responseMinutes, firstUsedSeconds !== null || isClosed, firstUsedSeconds ?? ran),
    whole: standing(resolutionMinutes, isClosed, ran),
  }
}

/** With so much of a target left its owner is warned: a quarter of it, and no more than two hours. */
export const warningSeconds = (minutes: number): number => Math.min(minutes * 15, 2 * 3600)
