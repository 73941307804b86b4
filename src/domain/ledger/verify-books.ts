import type { SqlScope } from '../../db/sql-workspace.js'

/** One thing that doesn't hold: the law, a sentence, and what it concerns. */
export type BookFault = { law: string; problem: string; detail: Record<string, unknown> }

/**
 * Proves the books from the postings up, in one snapshot: entries balance, balances equal postings, control accounts equal open
 * items, tax on advances is that of what is on account, numbers have no gaps, the chain matches. No rows: everything holds. Costs a
 * pass over all postings.
 */
export const verifyBooks = ({ sql }: SqlScope): Promise<BookFault[]> =>
  sql<BookFault[]>`select law, problem, detail from verify_books()`
