/** What is closed together. */
export const CLOSE_KINDS = ['month', 'quarter', 'year'] as const
export type CloseKind = (typeof CLOSE_KINDS)[number]

/** A month `2026-10`, or a quarter `2026-Q4` or all `2026` of a fiscal year, which is named by the year it ends in. */
export type CloseSpan = { name: string; kind: CloseKind }

/** Null for what names none. */
export function closeSpan(text: string): CloseSpan | null {
  const name = text.trim().toUpperCase()
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(name)) return { name, kind: 'month' }
  if (/^\d{4}$/.test(name)) return { name, kind: 'year' }
  const [, year, quarter] = /^(?:(\d{4})[- ]?)Q([1-4])$/.exec(name) ?? []
  return year && quarter ? { name: `${year}-Q${quarter}`, kind: 'quarter' } : null
}

/** How many periods of a fiscal year it takes in. */
export const PERIODS_OF: Record<CloseKind, number> = { month: 1, quarter: 3, year: 12 }

/** The last period of a quarter or a year: its fiscal year and number. */
export function lastPeriodOf({ name, kind }: CloseSpan): { year: number; number: number } {
  const quarter = kind === 'quarter' ? Number(name.slice(-1)) : 4
  return { year: Number(name.slice(0, 4)), number: quarter * 3 }
}

/** What its tasks are called by: TASK-2610-3, TASK-26Q4-3, TASK-Y2026-3. */
export function taskPrefix({ name, kind }: CloseSpan): string {
  return `TASK-${kind === 'year' ? `Y${name}` : name.slice(2).replace('-', '')}`
}
