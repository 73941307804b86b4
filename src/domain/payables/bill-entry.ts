import type { IsoDate } from '../../lib/dates.js'
import { divideRounded, money, runningValues } from '../../lib/money.js'
import type { PurchaseTax } from '../billing/purchase-tax-code-store.js'
import { backOf, isSelfAssessed, taxAt } from '../billing/tax-of.js'
import { type BaseRate, inBase, partsInBase } from '../ledger/base-rate.js'
import type { NewEntry, NewPosting } from '../ledger/entry.js'
import { billName } from './bill.js'
import type { BillLine } from './bill-line.js'
import type { BillWithLines } from './bill-store.js'

/** The accounts that lines and tax codes don't name themselves. `owed` is payables, or what is owed to colleagues. */
export type BillAccounts = { owed: string; taxInput: string; taxOutput: string }

export type BillPart = { accountId: string; minor: bigint; taxCodeId?: string; department?: string; memo?: string }

/**
 * What a bill posts: costs per account, department and tax code; the tax that we get back; what we owe. Tax that we don't get back is
 * part of the cost. Under reverse charge we owe the tax as well. A credit note posts the opposite.
 */
export function billEntry(
  bill: BillWithLines,
  accounts: BillAccounts,
  entry: { id: string; date: IsoDate; party: string; at: BaseRate },
): NewEntry {
  const sign = bill.kind === 'credit_note' ? -1n : 1n
  const parts = billParts(bill.lines, accounts)
  const bases = partsInBase(
    parts.map(({ minor }) => minor),
    bill.currency,
    entry.at,
  )
  const posting = ({ minor, ...part }: BillPart, baseMinor: bigint): NewPosting => ({
    ...part,
    amount: money(sign * minor, bill.currency),
    baseMinor: sign * baseMinor,
    billId: bill.id,
    ...(bill.companyId ? { companyId: bill.companyId } : {}),
  })
  const owed = { accountId: accounts.owed, minor: -bill.totalMinor }
  return {
    id: entry.id,
    date: entry.date,
    source: bill.kind === 'expense' ? 'expense' : 'bill',
    memo: `${billName(bill)} of ${entry.party}`,
    idempotencyKey: `bill:${bill.id}`,
    postings: [
      ...parts.map((part, i) => posting(part, bases[i] ?? 0n)),
      posting(owed, -inBase(money(bill.totalMinor, bill.currency), entry.at)),
    ],
  }
}

type PartLine = Pick<BillLine, 'accountId' | 'department' | 'tax' | 'netMinor' | 'taxMinor'>

/** What lines come to, by account, department and code: the costs, then the taxes. */
export const billParts = (lines: readonly PartLine[], accounts: Omit<BillAccounts, 'owed'>): BillPart[] =>
  [...costs(lines), ...taxes(lines, accounts)].filter(({ minor }) => minor !== 0n)

function costs(lines: readonly PartLine[]): BillPart[] {
  const sums = new Map<string, BillPart>()
  for (const { accountId, department, tax, netMinor } of lines) {
    const key = `${accountId} ${department ?? ''} ${tax?.id ?? ''}`
    const before = sums.get(key)?.minor ?? 0n
    const part = { accountId, minor: before + netMinor }
    sums.set(key, { ...part, ...(tax && { taxCodeId: tax.id }), ...(department && { department }) })
  }
  return [...sums.values()]
}

/** Per code: what we get back, what we don't – it stays with what it was paid for – and what we assess and owe ourselves. */
function taxes(lines: readonly PartLine[], accounts: Omit<BillAccounts, 'owed'>): BillPart[] {
  const codes = new Map(lines.flatMap(({ tax }) => (tax && tax.ratePpm > 0 ? [[tax.id, tax] as const] : [])))
  return [...codes.values()].flatMap((tax) =>
    taxOf(
      tax,
      lines.filter((line) => line.tax?.id === tax.id),
      accounts,
    ),
  )
}

function taxOf(tax: PurchaseTax, lines: readonly PartLine[], accounts: Omit<BillAccounts, 'owed'>): BillPart[] {
  const self = isSelfAssessed(tax)
  const nets = lines.map(({ netMinor }) => netMinor)
  const whole = self ? taxAt(sum(nets), tax) : sum(lines.map(({ taxMinor }) => taxMinor))
  const back = backOf(whole, tax)
  const lost = runningValues(nets, (part) => (sum(nets) === 0n ? 0n : divideRounded((whole - back) * part, sum(nets))))
  return [
    { accountId: tax.accountId ?? accounts.taxInput, minor: back, taxCodeId: tax.id },
    ...lines.map(({ accountId, department }, i) => ({
      accountId,
      minor: lost[i] ?? 0n,
      memo: 'tax that is not deductible',
      ...(department && { department }),
    })),
    ...(self ? [{ accountId: accounts.taxOutput, minor: -whole, taxCodeId: tax.id }] : []),
  ]
}

const sum = (minors: readonly bigint[]): bigint => minors.reduce((total, minor) => total + minor, 0n)
