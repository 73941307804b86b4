import type { JournalLine } from '../../../domain/ledger/journal-line.js'
import { invalid } from '../../../lib/errors.js'
import { tokenize } from '../grammar/tokenize.js'
import { minorOf } from './read-amount.js'

const KEYS: Readonly<Record<string, 'department' | 'company' | 'document' | 'taxCode' | 'memo'>> = {
  department: 'department',
  dept: 'department',
  company: 'company',
  document: 'document',
  doc: 'document',
  invoice: 'document',
  bill: 'document',
  payment: 'document',
  tax: 'taxCode',
  memo: 'memo',
}

/** Said with every problem, because nobody guesses it. */
const FORM =
  'Write lines like: 6310 1200 department:Sales; 6805 80.50; 1800 – debits plain, credits with a minus, the last may be left to balance.'

/**
 * Lines as people type them, one a row or divided by `;`: `ACCOUNT [dr|cr] [AMOUNT] [key:value …]`. Debits are positive; `cr 50` is
 * `-50`; a line without an amount takes what is left. Throws `invalid` with the line and how to write it.
 */
export function readLines(typed: string, currency: string, base: string): JournalLine[] {
  const rows = typed
    .split(/[;\n]/)
    .map((row) => row.trim())
    .filter(Boolean)
  return rows.map((row, at) => readLine(row, at + 1, { currency, base }))
}

function readLine(row: string, number: number, money: { currency: string; base: string }): JournalLine {
  const words = tokenize(row)
  const plain = words.filter(({ key }) => key === undefined).map(({ text }) => text)
  const [account, ...rest] = plain
  if (account === undefined) throw invalid(`Line ${number} names no account. ${FORM}`)
  const side = /^(dr|debit|cr|credit)$/i.exec(rest[0] ?? '')?.[0]?.toLowerCase()
  const amountWords = rest.slice(side ? 1 : 0).join(' ')
  const amount = amountWords === '' ? null : minorOf(amountWords, number, money, FORM)
  const named: Partial<JournalLine> = {}
  for (const { key, text } of words) {
    if (key === undefined) continue
    const field = KEYS[key]
    if (!field)
      throw invalid(
        `Line ${number} says "${key}:", which a line doesn't have. It has department, company, document, tax and memo.`,
      )
    named[field] = text
  }
  if (amount === null || side === undefined) return { account, amount, ...named }
  const size = amount.minor < 0n ? -amount.minor : amount.minor
  return { account, amount: { ...amount, minor: side.startsWith('c') ? -size : size }, ...named }
}
