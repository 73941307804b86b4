import type { SqlScope } from '../../../db/sql-workspace.js'
import { invalid } from '../../../lib/errors.js'
import type { Span } from '../span.js'
import { type AccountPosting, type AskedPostings, postingsOfAccount, sumOfPostings } from './general-ledger-store.js'

/** So many people page through; a file takes more at once. */
const MOST_SHOWN = 5_000
const MOST_IN_FILE = 100_000

/** A page of an account's postings: how many there are in all, and what those before and behind it come to. */
export type PostingsPage = {
  postings: readonly AccountPosting[]
  count: number
  skipped: number
  skippedMinor: bigint
  left: number
  leftMinor: bigint
}

export async function pageOfPostings(
  read: SqlScope,
  accountId: string,
  span: Span,
  { page, asRows, ...asked }: AskedPostings & { page: number; asRows: boolean },
): Promise<PostingsPage> {
  const most = asRows ? MOST_IN_FILE : MOST_SHOWN
  const skip = (page - 1) * most
  const [first, second] = [
    { ...asked, skip, most: most + 1 },
    { ...asked, skip },
  ]
  const found = await postingsOfAccount(read, accountId, span, first)
  if (page === 1 && found.length <= most)
    return { postings: found, count: found.length, skipped: 0, skippedMinor: 0n, left: 0, leftMinor: 0n }
  const { count, minor, beforeMinor } = await sumOfPostings(read, accountId, span, second)
  if (page < 1 || found.length === 0)
    throw invalid(
      `There is no page ${page}: it has ${Math.max(1, Math.ceil(count / most))}, of ${said(most)} postings each.`,
    )
  const postings = found.slice(0, most)
  const shownMinor = postings.reduce((sum, posting) => sum + posting.minor, 0n)
  return {
    postings,
    count,
    skipped: skip,
    skippedMinor: beforeMinor,
    left: count - skip - postings.length,
    leftMinor: minor - beforeMinor - shownMinor,
  }
}

const said = (count: number): string => count.toLocaleString('en-US')

/** What a reader of a part must know: which it is, and where the rest is. */
export function partNotes({ postings, count, skipped, left }: PostingsPage, page: number, asRows: boolean): string[] {
  if (postings.length === count) return []
  const shown = `Postings ${said(skipped + 1)} to ${said(skipped + postings.length)} of ${said(count)}`
  const next = left > 0 ? [`page:${page + 1} has the next`] : []
  const ways = [...next, ...(asRows ? [] : ['as:xlsx and as:csv have all at once'])]
  return [`${shown}${left > 0 ? '; the others are one line' : ''}.${ways.length > 0 ? ` ${ways.join('; ')}.` : ''}`]
}

/** The others as one line, so that the balance at the end is that of the account. */
export const leftLine = ({ left, leftMinor }: PostingsPage, date: string) =>
  left === 0 ? [] : [{ date, source: '', memo: `${said(left)} more postings`, company: null, minor: leftMinor }]
