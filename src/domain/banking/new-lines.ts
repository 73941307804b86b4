import { createHash } from 'node:crypto'
import type { IsoDate } from '../../lib/dates.js'
import type { ReadLine, StatementFormat } from './statement.js'

/** A line that is stored, as far as telling the same movement from another one needs it. */
export type KnownLine = {
  contentKey: string
  bookingDate: IsoDate
  amountMinor: bigint
  format: StatementFormat
  /** The statement that brought it. */
  statementId: string
}

export type NewLine = { line: ReadLine; contentKey: string; occurrence: number; position: number }

/** What a line says, hashed: the same movement in another file of the same kind has the same key. */
export function contentKey(line: ReadLine): string {
  const said = [
    line.bookingDate,
    line.amountMinor.toString(),
    line.bankReference,
    line.counterpartyAccount,
    line.counterpartyName,
    line.remittance,
    line.reference,
    line.endToEndId,
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

/**
 * Which lines of a statement are not stored yet. Files overlap, so lines are counted, not only looked for: two equal payments on one
 * day are two, and a file that has both when one is stored brings one. What another kind of file told of a day is counted by amount,
 * since its texts differ. What a statement that it goes on from told of the day between them (`apart`) is not what it repeats.
 */
export function newLines(
  incoming: readonly ReadLine[],
  known: readonly KnownLine[],
  given: { format: StatementFormat; apart: ReadonlyMap<string, IsoDate> },
): NewLine[] {
  const stored = counts(known.map((line) => line.contentKey))
  const repeated = known.filter((line) => given.apart.get(line.statementId) !== line.bookingDate)
  const same = counts(repeated.filter(({ format }) => format === given.format).map((line) => line.contentKey))
  const others = counts(repeated.filter(({ format }) => format !== given.format).map(dayAndAmount))
  const found: NewLine[] = []
  // What reads as it did is known first: an earlier reading of one line may be what another one says.
  const keys = incoming.map(contentKey)
  const asBefore = keys.map((key) => take(same, key))
  for (const [index, line] of incoming.entries()) {
    const key = keys[index] ?? ''
    if (asBefore[index] || takeEarlier(same, line) || take(others, dayAndAmount(line))) continue
    const occurrence = (stored.get(key) ?? 0) + 1
    stored.set(key, occurrence)
    found.push({ line, contentKey: key, occurrence, position: index + 1 })
  }
  return found
}

const takeEarlier = (stored: Map<string, number>, { earlier, ...line }: ReadLine): boolean =>
  earlier !== undefined && take(stored, contentKey({ ...line, ...earlier }))

const dayAndAmount = (line: { bookingDate: IsoDate; amountMinor: bigint }): string =>
  `${line.bookingDate} ${line.amountMinor}`

function counts(keys: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>()
  for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1)
  return counted
}

/** Takes one of a kind, if there is one left. */
function take(counted: Map<string, number>, key: string): boolean {
  const left = counted.get(key) ?? 0
  if (left > 0) counted.set(key, left - 1)
  return left > 0
}
