import type { IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'

/** What keeps a task from being done. */
export const BLOCKED_BY = ['data', 'person', 'department', 'supplier', 'customer', 'system', 'other'] as const
export type BlockedBy = (typeof BLOCKED_BY)[number]

/** Why a task can't go on, who must act, until when that is expected, and how much hangs on it. */
export type TaskBlock = {
  type: BlockedBy
  why: string
  /** A colleague, or whoever it is in words. */
  on: { staffId: string } | { name: string } | null
  until: IsoDate | null
  atRisk: Money | null
}

export const BARE_BLOCK = { type: 'other', on: null, until: null, atRisk: null } as const
