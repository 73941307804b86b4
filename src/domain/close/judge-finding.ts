import { type Money, toDecimal } from '../../lib/money.js'
import type { Row, Table } from '../../lib/table.js'
import type { Against, Check, Finding } from './define-check.js'
import { plainCell } from './proof-json.js'

/** A row that a reviewer let pass, as it stood then. */
export type Excuse = { id: string; rowKey: string; stoodAt: string; reason: string; byName: string }

export type Verdict = {
  passed: boolean
  summary: string
  /** The rows that speak against it, excused ones with their reason; or the figures that prove it. */
  proof: Table
  standing: readonly Against[]
  /** Excuses of rows that are gone or have moved. */
  lapsed: readonly Excuse[]
}

/**
 * What an excuse was given for: the same row with another amount, or with something else that stands behind it, is not excused by it. A
 * row that has neither stands at all that it shows.
 */
export function stoodAt({ amount, stands, cells }: Pick<Against, 'amount' | 'stands' | 'cells'>): string {
  const parts = [amount === null ? null : `${toDecimal(amount)} ${amount.currency}`, stands]
  const told = parts.filter(Boolean).join(', ')
  return told !== '' ? told : Object.values(cells).map(plainCell).filter(Boolean).join(', ')
}

/** How far off a row may be and still count as nothing, in the base currency. */
export type Tolerance = Money

/** Of a strict check nothing is excused, and nothing is too small. */
export const judge = (
  { strict }: Pick<Check, 'strict'>,
  finding: Finding,
  { excuses, tolerance }: { excuses: readonly Excuse[]; tolerance: Tolerance },
): Verdict =>
  strict ? judgeFinding(finding, [], { ...tolerance, minor: 0n }) : judgeFinding(finding, excuses, tolerance)

/** What a finding comes to once what was excused, and what is too small to matter, is left out. Pure. */
export function judgeFinding(finding: Finding, excuses: readonly Excuse[], tolerance: Tolerance): Verdict {
  const excuseOf = new Map<Against, Excuse>()
  for (const row of finding.against) {
    const excuse = excuses.find(({ rowKey, stoodAt: stood }) => rowKey === row.key && stood === stoodAt(row))
    if (excuse) excuseOf.set(row, excuse)
  }
  const used = new Set(excuseOf.values())
  const standing = finding.against.filter((row) => !excuseOf.has(row) && !isTolerated(row, tolerance))
  const excused = excuseOf.size
  const tolerated = finding.against.length - standing.length - excused
  return {
    passed: standing.length === 0,
    summary: [finding.says(standing), leftOut(excused, tolerated)].filter(Boolean).join(' '),
    proof: proofOf(finding, excuseOf),
    standing,
    lapsed: excuses.filter((excuse) => !used.has(excuse)),
  }
}

function isTolerated({ amount }: Against, { minor, currency }: Tolerance): boolean {
  if (minor === 0n || amount === null || amount.currency !== currency) return false
  return (amount.minor < 0n ? -amount.minor : amount.minor) <= minor
}

function leftOut(excused: number, tolerated: number): string {
  const parts = [excused > 0 ? `${excused} excused` : '', tolerated > 0 ? `${tolerated} within the tolerance` : '']
  const said = parts.filter(Boolean).join(', ')
  return said === '' ? '' : `(${said})`
}

function proofOf({ columns, against, proves = [] }: Finding, excuseOf: ReadonlyMap<Against, Excuse>): Table {
  if (against.length === 0) return { columns, rows: proves }
  if (excuseOf.size === 0) return { columns, rows: against.map(({ cells }) => cells) }
  const rows = against.map((row): Row => {
    const excuse = excuseOf.get(row)
    return { ...row.cells, excused: excuse ? `${excuse.reason} (${excuse.byName})` : null }
  })
  return { columns: [...columns, { key: 'excused', label: 'Excused', type: 'text' }], rows }
}
