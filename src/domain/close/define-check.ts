import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { Table } from '../../lib/table.js'

/** The month that a check looks at. */
export type CheckPeriod = { id: string; month: string; startsOn: IsoDate; endsOn: IsoDate; baseCurrency: string }

/** What a check found: the rows that speak against it (or, when it passed, the figures that prove it). */
export type Finding = { passed: boolean; summary: string; proof: Table }

/**
 * A self-proving check: a query over customers and books that completes its task, keeps the proof, and reopens the task
 * when the data moves. `on` names the outbox kinds after which it is asked again.
 */
export type Check = {
  name: string
  title: string
  on: readonly string[]
  run(read: SqlScope, period: CheckPeriod): Promise<Finding>
}

export const defineCheck = (check: Check): Check => check
