import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Charge } from '../billing/invoice-amounts.js'
import type { PurchaseTax } from '../billing/purchase-tax-code-store.js'

/** A line as it is kept: what was bought, under which tax code, for which account and department, and for which time. */
export type BillLine = Charge & {
  id: string
  position: number
  description: string
  tax: PurchaseTax | null
  accountId: string
  department: string | null
  serviceFrom: IsoDate | null
  serviceTo: IsoDate | null
  netMinor: bigint
  taxMinor: bigint
}

/** What a person or a document gives for a line. What is left out follows from the supplier and from their last bill. */
export type NewBillLine = {
  description: string
  unitPriceMinor: bigint
  quantityMilli?: bigint
  discountBp?: number
  taxCode?: string
  /** By code. */
  account?: string
  department?: string | null
  serviceFrom?: IsoDate
  serviceTo?: IsoDate
}

export function checkBillLine(line: NewBillLine): Result<NewBillLine> {
  const description = line.description.trim().replace(/\s+/g, ' ')
  const { serviceFrom, serviceTo, discountBp = 0 } = line
  if (!description) return no('Each line of a bill needs a description.')
  if (discountBp < 0 || discountBp > 10_000) return no('A discount is between 0 and 100 %.')
  if ((serviceFrom === undefined) !== (serviceTo === undefined))
    return no('A service period needs both its first and its last day.')
  if (serviceFrom !== undefined && serviceTo !== undefined && serviceFrom > serviceTo)
    return no(`The service period ends on ${serviceTo}, before it begins on ${serviceFrom}.`)
  return ok({ ...line, description })
}
