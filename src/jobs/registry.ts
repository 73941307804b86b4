import { loadDeclared } from '../lib/load-declared.js'
import type { Job, Schedule } from './define-job.js'

/** Every job, from the files of `tasks/`; adding one is adding a file there. */
export type JobRegistry = {
  readonly jobs: readonly Job[]
  /** The jobs of an outbox kind, in order of name. */
  of(kind: string): readonly Job[]
  /** When a kind comes by itself. */
  scheduleOf(kind: string): Schedule | undefined
}

export const loadJobs = async (): Promise<JobRegistry> =>
  buildJobs(await loadDeclared<Job>(new URL('./tasks/', import.meta.url)))

/** Of a chosen set. Throws when two jobs schedule the same kind, or one schedules a kind that it doesn't take. */
export function buildJobs(jobs: readonly Job[]): JobRegistry {
  const schedules = new Map<string, Schedule>()
  for (const { name, on, schedule } of jobs) {
    if (!schedule) continue
    if (!on.includes(schedule.kind))
      throw new Error(`The job "${name}" schedules "${schedule.kind}" and doesn't take it.`)
    if (schedules.has(schedule.kind)) throw new Error(`"${schedule.kind}" is scheduled by two jobs.`)
    schedules.set(schedule.kind, schedule)
  }
  return {
    jobs,
    of: (kind) => jobs.filter((job) => job.on.includes(kind)),
    scheduleOf: (kind) => schedules.get(kind),
  }
}
