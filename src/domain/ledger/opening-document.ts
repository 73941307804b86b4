import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { divideRounded, type Money, money } from '../../lib/money.js'
import { getAccountFor } from './account-store.js'
import { inBase, rateOn } from './base-rate.js'
import type { NewEntry, NewPosting } from './entry.js'
import { findDateInBooks, findOpenDate } from './open-date.js'
import { postEntries } from './post-entries.js'

/** What an earlier system still had open: of an invoice or a bill, above zero. */
export type OpeningDocument = {
  control: 'receivable' | 'payable'
  /** +1 where the control account is debited. */
  sign: 1n | -1n
  date: IsoDate
  open: Money
  memo: string
  idempotencyKey: string
  names: Pick<NewPosting, 'companyId' | 'invoiceId' | 'billId'>
  /** What it is posted against; without, the opening balances, whose other half is the cutover's. */
  against?: readonly OpeningPart[] | undefined
}

/** Above zero as its document is. */
type OpeningPart = { accountId: string; minor: bigint; taxCodeId?: string; department?: string; memo?: string }

export type OpenedDocument = { entryId: string; date: IsoDate; baseMinor: bigint; fxRate: string | null }

/**
 * Posts what is open of a document of an earlier system to its control account. It is dated as the document is, or on the first
 * day of the books. A bill has a posting date of its own, which is the first open day where its month is closed; an invoice is owed from its
 * own date on, so one of a closed month is refused. Throws `refused`.
 */
export async function postOpening(tx: Tx, document: OpeningDocument): Promise<OpenedDocument> {
  const date =
    document.control === 'payable' ? await findOpenDate(tx, document.date) : await findDateInBooks(tx, document.date)
  if (!date) throw refused(`No period is open on ${document.date} or later. Open its fiscal year first.`)
  const { currency, minor } = document.open
  const at = await rateOn(tx, currency, document.date)
  const baseMinor = inBase(document.open, at)
  const opening = await getAccountFor(tx, 'opening-balances')
  const against: readonly OpeningPart[] = document.against ?? [{ accountId: opening.id, minor }]
  const bases = shares(
    baseMinor,
    against.map((each) => each.minor),
  )
  const control = (await getAccountFor(tx, document.control)).id
  const posting = ({ minor: part, ...more }: OpeningPart, base: bigint): NewPosting => ({
    ...more,
    amount: money(part, currency),
    ...(currency === at.base ? {} : { baseMinor: base }),
    ...document.names,
  })
  const entry: NewEntry = {
    id: tx.newId(),
    date,
    source: 'opening',
    memo: document.memo,
    idempotencyKey: document.idempotencyKey,
    postings: [
      posting({ accountId: control, minor: document.sign * minor }, document.sign * baseMinor),
      ...against
        .filter((each) => each.minor !== 0n)
        .map((each, i) => posting({ ...each, minor: -document.sign * each.minor }, -document.sign * (bases[i] ?? 0n))),
    ],
  }
  await postEntries(tx, [entry])
  return { entryId: entry.id, date, baseMinor, fxRate: at.rate }
}

/** Parts of the whole's worth; the last takes what is left. */
function shares(whole: bigint, parts: readonly bigint[]): bigint[] {
  const sum = parts.reduce((total, part) => total + part, 0n)
  const kept = parts.filter((part) => part !== 0n)
  let left = whole
  return kept.map((part, i) => {
    const share = i === kept.length - 1 ? left : divideRounded(whole * part, sum)
    left -= share
    return share
  })
}
