import { no, ok, type Result } from '../../lib/result.js'

/** What a file can bring that is taken back as one: deals and books have a history that is not undone but put right. */
export const RUN_KINDS = ['companies', 'contacts', 'products'] as const
export type RunKind = (typeof RUN_KINDS)[number]

/** A file that was taken in. */
export type ImportRun = {
  id: string
  /** IMP-3. */
  ref: string
  kind: RunKind
  /** Whose file it was, as the preset is called. */
  source: string
  filename: string
  /** What all of its changes bear in the audit trail. */
  reference: string
  beganAt: Date
  /** Null: it goes on, or ended before its time. */
  endedAt: Date | null
  created: number
  updated: number
  takenBackAt: Date | null
  by: string | null
  version: number
}

/** What such a file writes: the records, and what is kept beside them; what refers stands behind what it refers to. */
export const RUN_TABLES: Record<RunKind, readonly string[]> = {
  companies: ['company', 'company_domain'],
  contacts: ['company', 'company_domain', 'contact', 'contact_address', 'contact_phone'],
  products: ['product', 'product_price'],
}

export const isRunKind = (name: string): name is RunKind => RUN_KINDS.some((each) => each === name)

/** As long may an import that does not say its end be under way. */
const LONGEST_MS = 6 * 3_600_000

/** Whether it can be taken back, as far as it says itself. */
export function takeable(run: ImportRun, now: Date): Result<ImportRun> {
  if (run.takenBackAt) return no(`${run.ref} was taken back already.`)
  if (run.endedAt === null && now.getTime() - run.beganAt.getTime() < LONGEST_MS)
    return no(`${run.ref} has not ended yet. One that was broken off can be taken back six hours after it began.`)
  return ok(run)
}
