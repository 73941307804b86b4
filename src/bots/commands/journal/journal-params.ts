import type { JournalLine } from '../../../domain/ledger/journal-line.js'
import { invalid } from '../../../lib/errors.js'
import type { Money } from '../../../lib/money.js'
import { optional, required } from '../params.js'
import { readLines } from './read-lines.js'

/** An entry by hand: two accounts and an amount, or as many lines as it takes. */
export const journalParams = {
  memo: required('text', 'What for', { target: true }),
  debit: optional('text', 'Debit', { hint: 'The account’s code or name' }),
  credit: optional('text', 'Credit', { hint: 'The account’s code or name' }),
  amount: optional('amount', 'Amount'),
  lines: optional('text', 'Lines', {
    multiline: true,
    hint: 'Instead of these: 6310 1200; 6805 80.50 department:Sales; 1800',
  }),
}

export type LinesArgs = {
  debit?: string | undefined
  credit?: string | undefined
  amount?: Money | undefined
  lines?: string | undefined
}

/** Throws `invalid` for both ways at once, and for neither. */
export function linesOf({ debit, credit, amount, lines }: LinesArgs, base: string): JournalLine[] {
  if (lines !== undefined) {
    if (debit ?? credit) throw invalid('Give either lines: or debit:, credit: and amount:, not both.')
    return readLines(lines, amount?.currency ?? base, base)
  }
  if (debit === undefined || credit === undefined || amount === undefined)
    throw invalid('Give debit:, credit: and amount:, or lines:"6310 1200; 6805 80.50; 1800".')
  if (debit === credit) throw invalid(`Debit and credit are the same account, ${debit}.`)
  if (amount.minor <= 0n) throw invalid('Give an amount above zero; turn the accounts to go the other way.')
  return [
    { account: debit, amount },
    { account: credit, amount: { ...amount, minor: -amount.minor } },
  ]
}
