import { daysBetween, shortDate } from '../../lib/dates.js'
import type { BankLine } from './line-store.js'
import type { MatchBook, OpenRun, RunPart } from './match-book.js'
import { names, type Said } from './named-items.js'
import type { Proposal } from './proposal.js'
import { uniqueSubset } from './subset-sum.js'

/** A bank books a file on its day of payment, or the next working days. */
const NEAR_DAYS = 7

/**
 * The one booking of a payment file of ours: named by the file's own id, or of just the amount of what is left of a run. Where it is
 * less by some of its payments, those that the bank left out are asked for.
 */
export function byRun(line: BankLine, said: Said, book: MatchBook, elsewhere: boolean): Proposal[] {
  if (line.amountMinor >= 0n) return []
  const near = book.runs.filter(
    (run) =>
      run.bankAccountId === line.bankAccountId &&
      run.currency === line.currency &&
      Math.abs(daysBetween(run.payOn, line.bookingDate)) <= NEAR_DAYS,
  )
  const named = near.filter(({ messageId }) => names(said, messageId))
  if (named.length > 0) return named.flatMap((run) => [...whole(line, run, true), ...without(line, run)])
  // One payment alone is like any other: it is known by its reference, its payee, its amount.
  const equal = near.filter(({ parts }) => parts.length > 1).flatMap((run) => whole(line, run, !elsewhere))
  return equal.length === 1 ? equal : equal.map((each) => ({ ...each, certain: false }))
}

const sumOf = (parts: readonly RunPart[]): bigint => parts.reduce((sum, { openMinor }) => sum + openMinor, 0n)

function whole(line: BankLine, run: OpenRun, certain: boolean): Proposal[] {
  if (sumOf(run.parts) !== -line.amountMinor) return []
  const count = run.parts.length === 1 ? 'payment comes' : 'payments come'
  const reason = `${run.name} of ${shortDate(run.payOn)}: its ${run.parts.length} ${count} to just this amount.`
  return [{ by: 'run', reason, certain, does: { kind: 'run', run, parts: run.parts } }]
}

function without(line: BankLine, run: OpenRun): Proposal[] {
  if (sumOf(run.parts) <= -line.amountMinor) return []
  const single = run.parts.filter(({ openMinor }) => openMinor === -line.amountMinor)
  const parts = single.length === 1 ? single : uniqueSubset(run.parts, -line.amountMinor)
  if (!parts) return []
  const left = run.parts.filter((each) => !parts.includes(each)).map(({ name }) => name)
  const reason = `It names ${run.name}, less ${left.join(', ')}.`
  return [{ by: 'run', reason, certain: false, does: { kind: 'run', run, parts } }]
}
