import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { getAccount } from '../ledger/account-store.js'
import { billName } from './bill.js'
import type { NewBillLine } from './bill-line.js'
import { type BillWithLines, getBill, listCredits } from './bill-store.js'
import { receiveBill } from './receive-bill.js'

export type NewCredit = {
  billId: string
  billDate: IsoDate
  number?: string | null
  /** Net, on the account and under the tax code of the bill's first line; without it the whole bill is credited as it stands. */
  netMinor?: bigint
  why?: string
  ownerId: string | null
}

/** Enters a supplier's credit note for a posted bill. A second person approves it like a bill; posting settles the bill with it. */
export async function creditBill(tx: Tx, input: NewCredit): Promise<BillWithLines> {
  const bill = await getBill(tx, input.billId)
  if (bill.kind !== 'bill' || !bill.companyId)
    throw refused(`${billName(bill)} is no supplier's bill, so nobody credits it.`)
  if (bill.entryId === null)
    throw refused(`${billName(bill)} isn't posted yet. Set it aside instead: bill void ${bill.ref}`)
  const { netMinor } = input
  refuseTooMuch(bill, netMinor ?? bill.netMinor, await listCredits(tx, bill.id))
  const lines = netMinor === undefined ? bill.lines : bill.lines.slice(0, 1)
  const mirrored: NewBillLine[] = []
  for (const line of lines)
    mirrored.push({
      description: netMinor === undefined ? line.description : (input.why ?? `Credit for ${billName(bill)}`),
      quantityMilli: netMinor === undefined ? line.quantityMilli : 1000n,
      unitPriceMinor: netMinor ?? line.unitPriceMinor,
      discountBp: netMinor === undefined ? line.discountBp : 0,
      ...(line.tax ? { taxCode: line.tax.code } : {}),
      account: (await getAccount(tx, { id: line.accountId })).code,
      department: line.department,
    })
  return receiveBill(tx, {
    kind: 'credit_note',
    companyId: bill.companyId,
    number: input.number ?? null,
    billDate: input.billDate,
    currency: bill.currency,
    department: bill.department,
    note: input.why ?? null,
    ownerId: input.ownerId,
    correctsId: bill.id,
    lines: mirrored,
    // What the bill stated, to the cent: else a part of a cent's rounding would stay open.
    ...(netMinor === undefined ? { statedTax: taxOf(bill) } : {}),
  })
}

function refuseTooMuch(
  bill: BillWithLines,
  netMinor: bigint,
  earlier: readonly { ref: string; netMinor: bigint }[],
): void {
  const left = earlier.reduce((rest, credit) => rest - credit.netMinor, bill.netMinor)
  if (netMinor > 0n && netMinor <= left) return
  const text = (minor: bigint) => formatMoney(money(minor, bill.currency))
  const taken = earlier.length > 0 ? ` left beside ${earlier.map(({ ref }) => ref).join(', ')}` : ''
  throw refused(`${billName(bill)} has ${text(left)} net${taken}: ${text(netMinor)} can't be credited of it.`)
}

function taxOf({ lines }: BillWithLines): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  for (const { tax, taxMinor } of lines) if (tax) sums[tax.code] = (sums[tax.code] ?? 0n) + taxMinor
  return sums
}
