import { createHash } from 'node:crypto'
import { no, ok, type Result } from '../lib/result.js'
import { type LedgerPosting, readPosting, totalsOf } from './ledger-posting.js'
import { decimalMarkOf, readNumber } from './read-number.js'
import type { Table } from './read-table.js'

const HEADINGS = ['entry', 'date', 'memo', 'account', 'amount', 'currency', 'base', 'basecurrency', 'note']
const START = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:=\S+)?(?:\s+[*!])?(?:\s+\(([^)]*)\))?(?:\s+(.*))?$/
/** What says how to show or to complete things, and changes no amount that stands there. */
const HARMLESS = /^(account|commodity|D|P|payee|tag|decimal-mark|N)\b/

type Transaction = { line: number; date: string; memo: string; lines: { line: number; text: string }[] }

/**
 * A journal of hledger or ledger: transactions with postings, one amount left out, costs (`@`, `@@`), comments. Directives that
 * change what an entry says (include, alias, automated postings) are refused with their line. Null where the text is CSV.
 */
export function readLedgerText(text: string): Result<Table> | null {
  if (/^\s*"?txnidx"?,/.test(text)) return null
  const found = transactionsOf(text.split(/\r?\n/))
  if (!found.ok) return found
  if (found.value.length === 0) return null
  const numbers = found.value.flatMap(({ lines }) => lines.flatMap((each) => each.text.match(/\d[\d.,]*/g) ?? []))
  const mark = decimalMarkOf(numbers)
  const doubtful = numbers.find((each) => /[.,]/.test(each) && readNumber(each, '.') !== readNumber(each, ','))
  if (mark === null && doubtful !== undefined && /^\d{1,3}[.,]\d{3}$/.test(doubtful))
    return no(`“${doubtful}” may have a decimal mark or a mark of thousands, and no other amount tells`)
  const seen = new Map<string, number>()
  const rows = found.value.flatMap((transaction) => rowsOf(transaction, mark ?? '.', seen))
  return ok({ headings: HEADINGS, rows, formats: { dateFormat: 'YYYY-MM-DD', decimal: '.' } })
}

function transactionsOf(lines: readonly string[]): Result<Transaction[]> {
  const found: Transaction[] = []
  let open: Transaction | null = null
  let isComment = false
  for (const [index, text] of lines.entries()) {
    if (isComment || /^comment\b/.test(text)) {
      isComment = !text.startsWith('end comment')
      continue
    }
    if (/^\s*([;#*|%]|$)/.test(text)) continue
    if (/^\s/.test(text)) {
      open?.lines.push({ line: index + 1, text })
      continue
    }
    const start = START.exec(text)
    open = start ? begun(start, index + 1) : null
    if (open) found.push(open)
    else if (!HARMLESS.test(text)) return no(`Line ${index + 1} is more than a plain journal: “${text.slice(0, 60)}”`)
  }
  return ok(found)
}

function begun([, year, month = '', day = '', , memo = '']: RegExpExecArray, line: number): Transaction {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return { line, date, memo: memo.replace(/\s*;.*$/, '').trim(), lines: [] }
}

/** The rows of a transaction under a number made of what it says; equal ones are counted. */
function rowsOf({ date, memo, lines }: Transaction, mark: '.' | ',', seen: Map<string, number>): Table['rows'] {
  const postings = lines.map(({ line, text }) => ({ ...readPosting(text, mark), line }))
  const said = createHash('sha256')
    .update(JSON.stringify([date, memo, lines.map(({ text }) => text.trim())]))
    .digest('hex')
  const before = (seen.get(said) ?? 0) + 1
  seen.set(said, before)
  const row = (posting: LedgerPosting & { line: number }) => ({
    row: posting.line,
    cells: [
      `${said.slice(0, 20)}-${before}`,
      date,
      memo,
      posting.account,
      posting.amount ?? '',
      posting.currency ?? '',
      posting.base ?? '',
      posting.baseCurrency ?? '',
      posting.note,
    ],
  })
  const elided = postings.filter(({ amount }) => amount === null)
  const [only] = elided
  if (!only || elided.length > 1) return postings.map(row)
  const rest = totalsOf(postings).map(([currency, amount]) => row({ ...only, currency, amount }))
  return [...postings.filter((posting) => posting !== only).map(row), ...rest]
}
