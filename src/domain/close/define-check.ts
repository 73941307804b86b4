import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'
import type { Column, Row } from '../../lib/table.js'

/** The month that a check looks at. */
export type CheckPeriod = {
  id: string
  closeId: string
  month: string
  startsOn: IsoDate
  endsOn: IsoDate
  baseCurrency: string
}

/** A row that speaks against a check. */
export type Against = {
  /** What people call it, and excuse it by: DEAL-12. A check has it once. */
  key: string
  /** What is at stake; null where that is no amount. When it moves, an excuse of the row lapses. */
  amount: Money | null
  /** What else stands behind the row; when that moves, an excuse of it lapses as well. */
  stands?: string
  cells: Row
}

export type Finding = {
  columns: readonly Column[]
  against: readonly Against[]
  /** The figures that prove it where nothing speaks against it. */
  proves?: readonly Row[]
  /** One sentence about the rows that stand once excused and tolerated ones are left out; of none: what holds. */
  says(standing: readonly Against[]): string
}

/**
 * A self-proving check: a query over customers and books that completes its task, keeps the proof, and reopens the task
 * when the data moves. `on` names the outbox kinds after which it is asked again; by the clock it is asked anyway.
 */
export type Check = {
  name: string
  title: string
  on: readonly string[]
  /** A fault of the books that nobody may excuse, however small it is. */
  strict?: true
  run(read: SqlScope, period: CheckPeriod): Promise<Finding>
}

export const defineCheck = (check: Check): Check => check
