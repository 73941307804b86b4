import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Charge } from './invoice-amounts.js'

/** A line as it is kept: its charge, what it is for, and the revenue account it is posted to. */
export type InvoiceLine = Charge & {
  id: string
  position: number
  description: string
  accountId: string
  /** UN/ECE Recommendation 20. */
  unit: string
  department: string | null
  /** Both or neither: the days that the line is for, which its income is deferred to. */
  serviceFrom: IsoDate | null
  serviceTo: IsoDate | null
  /** Less its share of what is taken off the whole. */
  netMinor: bigint
  taxMinor: bigint
  allowanceMinor: bigint
}

/**
 * What a person gives for a line. Without a quantity it is one; without a code the customer's default, and with null none: it is outside
 * the scope of tax; without an account, sales.
 */
export type NewLine = {
  description: string
  unitPriceMinor: bigint
  quantityMilli?: bigint
  discountBp?: number
  taxCode?: string | null
  accountId?: string
  unit?: string
  department?: string | null
  serviceFrom?: IsoDate | null
  serviceTo?: IsoDate | null
}

export function checkLine(line: NewLine): Result<NewLine> {
  const description = line.description.trim().replace(/\s+/g, ' ')
  const discountBp = line.discountBp ?? 0
  if (!description) return no('Each line of an invoice needs a description.')
  if (Boolean(line.serviceFrom) !== Boolean(line.serviceTo))
    return no(`Line "${description}" has one end of its service period only. Give both, or neither.`)
  if (line.serviceFrom && line.serviceTo && line.serviceFrom > line.serviceTo)
    return no(`Line "${description}": its service period ends before it begins.`)
  if (discountBp < 0 || discountBp > 10_000) return no('A discount is between 0 and 100 %.')
  return ok({ ...line, description })
}
