import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, lastOfMonth, monthOf } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import { getAccountFor } from './account-store.js'
import { type BaseRate, inBase } from './base-rate.js'
import type { NewEntry, NewPosting } from './entry.js'
import { postEntries } from './post-entries.js'
import { HELD_ON, type NewRelease, scheduleRelease } from './schedule-release.js'

/** A line of a document that is for certain days. */
export type ServiceLine = {
  description: string
  accountId: string
  department: string | null
  netMinor: bigint
  serviceFrom: IsoDate | null
  serviceTo: IsoDate | null
}

/** The document whose lines are spread, and on which side it stands. */
export type Deferrable = {
  kind: 'deferred_revenue' | 'prepayment'
  document: { invoiceId: string } | { billId: string }
  name: string
  companyId: string | null
  dealId: string | null
  currency: string
  /** Its posting date. */
  date: IsoDate
  at: BaseRate
  lines: readonly ServiceLine[]
}

export type Deferral = { entry: NewEntry; releases: readonly NewRelease[] }

/** The lines whose service goes beyond the month that they are posted in. */
export const laterLines = <Line extends Pick<ServiceLine, 'serviceTo' | 'netMinor'>>(
  lines: readonly Line[],
  date: IsoDate,
): Line[] =>
  lines.filter(
    ({ serviceTo, netMinor }) => serviceTo !== null && serviceTo > lastOfMonth(monthOf(date)) && netMinor > 0n,
  )

type Lessened = Pick<ServiceLine, 'accountId' | 'department' | 'serviceFrom' | 'serviceTo'>

/** A line below zero, such as a discount, is spread with those that it lessens: of its account, department and days. */
function lessened(lines: readonly ServiceLine[]): ServiceLine[] {
  const key = (line: Lessened) => [line.accountId, line.department, line.serviceFrom, line.serviceTo].join(' ')
  const off = new Map<string, bigint>()
  for (const line of lines) if (line.netMinor < 0n) off.set(key(line), (off.get(key(line)) ?? 0n) - line.netMinor)
  return lines.map((line) => {
    const left = off.get(key(line)) ?? 0n
    if (line.netMinor <= 0n || left === 0n) return line
    const taken = left < line.netMinor ? left : line.netMinor
    off.set(key(line), left - taken)
    return { ...line, netMinor: line.netMinor - taken }
  })
}

/**
 * What moves out of income (or cost) until its days have come: the net of every line whose service goes beyond the month it is posted
 * in. An entry of its own beside the document's, so that taxes are reported on the whole at once, as they fall due. Null where
 * nothing is to be spread.
 */
export async function planDeferral(tx: Tx, document: Deferrable): Promise<Deferral | null> {
  const { kind, currency, date, at } = document
  const later = laterLines(lessened(document.lines), date)
  if (later.length === 0) return null
  const held = (await getAccountFor(tx, HELD_ON[kind])).id
  const side = kind === 'deferred_revenue' ? 1n : -1n
  const { companyId, dealId } = document
  const about = { ...document.document, ...(companyId && { companyId }), ...(dealId && { dealId }) }
  const releases = later.map(({ description, accountId, department, netMinor, serviceFrom, serviceTo }) => ({
    kind,
    memo: `${description} (${document.name})`,
    amount: money(netMinor, currency),
    baseMinor: inBase(money(netMinor, currency), at),
    from: serviceFrom ?? date,
    to: serviceTo ?? date,
    recognisedOn: date,
    intoAccountId: accountId,
    department,
    ...about,
  }))
  const postings = releases.flatMap(({ amount, baseMinor, intoAccountId, department }): NewPosting[] => {
    const line = (accountId: string, sign: bigint) => ({
      accountId,
      amount: money(sign * amount.minor, currency),
      baseMinor: sign * baseMinor,
      ...about,
      ...(department && { department }),
    })
    return [line(intoAccountId, side), line(held, -side)]
  })
  const id = tx.newId()
  const key = 'invoiceId' in document.document ? document.document.invoiceId : document.document.billId
  const entry = {
    id,
    date,
    source: kind === 'deferred_revenue' ? 'sales-deferral' : 'purchase-deferral',
    memo: `Spread over its days: ${document.name}`,
    idempotencyKey: `deferral:${key}`,
    postings,
  }
  return { entry, releases }
}

export async function postDeferral(tx: Tx, { entry, releases }: Deferral): Promise<void> {
  await postEntries(tx, [entry])
  for (const release of releases) await scheduleRelease(tx, release)
}
