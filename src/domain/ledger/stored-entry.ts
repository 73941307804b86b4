import type { NewEntry, NewPosting } from './entry.js'

type StoredPosting = Omit<NewPosting, 'amount' | 'baseMinor'> & {
  minor: string
  currency: string
  baseMinor: string | null
}

/**
 * All that an entry says, in one order whatever order JSON kept it in: what a hash is made of. Not what it is called: the same entry
 * prepared again is the same, and another amount, account, day or text is not.
 */
export function canonicalEntry(entry: NewEntry): unknown {
  const { id: _, idempotencyKey: __, postings, ...head } = entry
  return [sorted(head), postings.map(({ amount, ...posting }) => sorted({ ...posting, ...amount }))]
}

/** JSON keeps nothing of what is undefined. */
const sorted = (record: object): unknown[] =>
  Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))

/** An entry as JSON keeps it until it is posted: amounts as digits. */
export type StoredEntry = Omit<NewEntry, 'postings'> & { postings: StoredPosting[] }

export const storeEntry = (entry: NewEntry): StoredEntry => ({
  ...entry,
  postings: entry.postings.map(({ amount, baseMinor, ...posting }) => ({
    ...posting,
    minor: amount.minor.toString(),
    currency: amount.currency,
    baseMinor: baseMinor?.toString() ?? null,
  })),
})

export const readStoredEntry = (stored: StoredEntry): NewEntry => ({
  ...stored,
  postings: stored.postings.map(({ minor, currency, baseMinor, ...posting }) => ({
    ...posting,
    amount: { minor: BigInt(minor), currency },
    ...(baseMinor !== null && { baseMinor: BigInt(baseMinor) }),
  })),
})
