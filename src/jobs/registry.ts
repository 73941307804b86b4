import { loadDeclared } from '../lib/load-declared.js'
import type { Job } from './define-job.js'

/** Every job, from the files of `tasks/`; adding one is adding a file there. */
export type JobRegistry = {
  readonly jobs: readonly Job[]
  /** The jobs of an outbox kind, in order of name. */
  of(kind: string): readonly Job[]
}

export async function loadJobs(): Promise<JobRegistry> {
  const jobs = (await loadDeclared<Job>(new URL('./tasks/', import.meta.url))).toSorted((a, b) =>
    a.name.localeCompare(b.name),
  )
  return { jobs, of: (kind) => jobs.filter((job) => job.on.includes(kind)) }
}
