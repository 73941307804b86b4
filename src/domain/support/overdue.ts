import type { Case } from './case.js'
import { standings, warningSeconds } from './sla.js'
import type { WorkingHours } from './working-hours.js'

/** A promise that is broken, or about to be. `occasion` is the same for as long as the promise is. */
export type RunningOut = { kind: 'warning' | 'breach'; occasion: string }

/** What of a case is to be told: the first reply and the whole of it, each once as a warning and once when it is late. */
export function runningOut(one: Case, hours: WorkingHours, now: Date): RunningOut[] {
  const { first, whole } = standings(one, one.status === 'closed', hours, now)
  return [
    { name: 'first', standing: first, minutes: one.responseMinutes },
    { name: 'whole', standing: whole, minutes: one.resolutionMinutes },
  ].flatMap(({ name, standing, minutes }): RunningOut[] => {
    if (standing?.state !== 'running' || minutes === null) return []
    const occasion = `${name}:${minutes}`
    if (standing.leftSeconds <= 0) return [{ kind: 'breach', occasion }]
    return standing.leftSeconds <= warningSeconds(minutes) ? [{ kind: 'warning', occasion }] : []
  })
}
