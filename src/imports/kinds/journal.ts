import type { Tx } from '../../db/in-workspace.js'
import { inBase, rateOn } from '../../domain/ledger/base-rate.js'
import type { NewEntry, NewPosting } from '../../domain/ledger/entry.js'
import { postEntries } from '../../domain/ledger/post-entries.js'
import { fromDbDate } from '../../lib/dates.js'
import { AppError } from '../../lib/errors.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import {
  defineImport,
  type ImportContext,
  type ImportRecord,
  type ImportRow,
  RowFault,
  type Values,
} from '../define-import.js'
import { amountOf, placed } from '../each-record.js'
import { type AccountFinder, accountFinder } from '../find-account.js'

export default defineImport({
  name: 'journal',
  summary: 'Journal entries: a row a posting, rows of one number (or one date and description) an entry',
  fields: {
    entry: {
      type: 'text',
      aliases: ['number', 'entry number', 'entry no', 'journal number', 'num', 'txnidx', 'transaction id', '#'],
    },
    date: { type: 'day', required: true, aliases: ['entry date', 'journal date', 'posting date', 'datum'] },
    account: {
      type: 'text',
      required: true,
      aliases: ['account code', 'account number', 'code', 'account name', 'konto'],
    },
    debit: { type: 'number', aliases: ['debit amount', 'dr', 'soll'] },
    credit: { type: 'number', aliases: ['credit amount', 'cr', 'haben'] },
    amount: { type: 'number', aliases: ['value', 'betrag'] },
    currency: { type: 'currency', aliases: ['commodity', 'currency code', 'wahrung'] },
    base: { type: 'number', aliases: ['base amount', 'amount in base', 'local amount'] },
    basecurrency: { type: 'currency', aliases: ['base currency'] },
    memo: { type: 'text', aliases: ['description', 'narration', 'name', 'text', 'payee'] },
    department: { type: 'text', aliases: ['cost centre', 'cost center', 'class', 'tracking'] },
    note: { type: 'text', aliases: ['line memo', 'comment', 'line description'] },
  },
  // Numbers begin anew each year in most systems, and in every file of hledger.
  keyOf: ({ entry, date, memo }) =>
    entry === undefined ? `${date} ${memo ?? ''}` : `${date?.slice(0, 4)} no ${entry}`,
  together: () => true,
  chunk: 1_000,
  save: async (tx, records, context) => {
    const find = await accountFinder(tx, context)
    const entries: NewEntry[] = []
    for (const [at, record] of records.entries())
      entries.push(await placed(at, () => entryOf(tx, record, { find, context })))
    const parts = await asKnown(tx, entries)
    // Which record each entry is of.
    const places = parts.flatMap((of, at) => of.map(() => at))
    return {
      load: async (lane) => {
        const posted = await postEntries(lane, parts.flat()).catch((thrown: unknown) => refusedAt(thrown, places))
        const created = new Set(places.filter((_, at) => !posted[at]?.replayed))
        return records.map((_, at) => (created.has(at) ? 'created' : 'unchanged'))
      },
    }
  },
})

/**
 * The entries under the keys that they are known by. What was taken in under its number alone, before the year was a part of the key, is
 * known by that: of a day, never of another year's. Rows without a number were one entry for a day and description; what isn't known as
 * that is as many as balance.
 */
async function asKnown(tx: Tx, entries: readonly NewEntry[]): Promise<NewEntry[][]> {
  const oldOf = ({ idempotencyKey }: NewEntry) =>
    idempotencyKey.replace(/^import:journal:\d{4} no /, 'import:journal:no ')
  const rows = await tx.prisma.journalEntry.findMany({
    where: { workspaceId: tx.scope.workspaceId, idempotencyKey: { in: entries.map(oldOf) } },
    select: { idempotencyKey: true, date: true },
  })
  const days = new Map(rows.map(({ idempotencyKey, date }) => [idempotencyKey, fromDbDate(date)]))
  return entries.map((entry) => {
    if (days.get(oldOf(entry)) === entry.date) return [{ ...entry, idempotencyKey: oldOf(entry) }]
    return oldOf(entry) === entry.idempotencyKey ? balancedParts(tx, entry) : [entry]
  })
}

/** Each part ends where it balances: two coffees of one day are two entries. */
function balancedParts(tx: Tx, entry: NewEntry): NewEntry[] {
  const parts: NewPosting[][] = [[]]
  let sum = 0n
  for (const posting of entry.postings) {
    if (sum === 0n && (parts.at(-1)?.length ?? 0) > 1) parts.push([])
    parts.at(-1)?.push(posting)
    sum += posting.baseMinor ?? posting.amount.minor
  }
  // A single row of nothing at the end is no entry: it stays with what is above it.
  if (parts.length === 1 || parts.at(-1)?.length === 1) return [entry]
  return parts.map((postings, at) => ({
    ...entry,
    id: tx.newId(),
    idempotencyKey: `${entry.idempotencyKey} #${at + 1}`,
    postings,
  }))
}

type Given = { find: AccountFinder; context: ImportContext }

async function entryOf(tx: Tx, { key, rows }: ImportRecord, given: Given): Promise<NewEntry> {
  const [first] = rows
  const { date = '', memo = '', entry } = first?.values ?? {}
  const other = rows.find(({ values }) => values['date'] !== date)
  if (other) throw new RowFault('date', other.values['date'], `Entry ${entry} has rows of several days.`)
  const postings: NewPosting[] = []
  for (const row of rows) postings.push(await postingOf(tx, row, given))
  checkBalance(postings, given.context.baseCurrency)
  const id = tx.newId()
  return {
    id,
    date,
    source: 'import',
    memo: memo || `Entry ${entry ?? ''}`.trim(),
    idempotencyKey: `import:journal:${key}`,
    postings,
  }
}

async function postingOf(tx: Tx, { values }: ImportRow, { find, context }: Given): Promise<NewPosting> {
  const currency = values['currency'] ?? context.baseCurrency
  const amount = signedAmount(values, currency)
  const account = await find(values['account'] ?? '')
  if (account.control)
    throw new RowFault(
      'account',
      values['account'],
      `${account.code} ${account.name} takes documents only: import ${account.control === 'receivable' ? 'invoices' : 'bills'} and payments instead.`,
    )
  const { basecurrency } = values
  if (basecurrency !== undefined && basecurrency !== context.baseCurrency)
    throw new RowFault(
      'basecurrency',
      basecurrency,
      `The books are kept in ${context.baseCurrency}, and its cost is not.`,
    )
  const base = amountOf(values, 'base', context.baseCurrency)?.minor
  const foreign =
    currency === context.baseCurrency
      ? undefined
      : (base ?? inBase(amount, await rateOn(tx, currency, values['date'] ?? '')))
  return {
    accountId: account.id,
    amount,
    ...(foreign === undefined ? {} : { baseMinor: foreign }),
    ...(values['department'] ? { department: values['department'] } : {}),
    ...(values['note'] ? { memo: values['note'] } : {}),
  }
}

/** A column with a sign, or debit less credit. */
function signedAmount(values: Values, currency: string): Money {
  const [debit, credit] = [amountOf(values, 'debit', currency), amountOf(values, 'credit', currency)]
  const amount = amountOf(values, 'amount', currency)
  if (amount && !debit && !credit) return amount
  if (amount || (!debit && !credit))
    throw new RowFault('amount', values['amount'], 'Give an amount, or a debit or credit.')
  return money((debit?.minor ?? 0n) - (credit?.minor ?? 0n), currency)
}

/** Said before posting, with the amount as people write it. */
function checkBalance(postings: readonly NewPosting[], base: string): void {
  const sum = postings.reduce((total, { amount, baseMinor }) => total + (baseMinor ?? amount.minor), 0n)
  if (postings.length < 2) throw new RowFault(null, null, 'An entry needs at least two rows.')
  if (sum !== 0n)
    throw new RowFault('amount', null, `The entry does not balance: its rows sum to ${formatMoney(money(sum, base))}.`)
}

/** Says whose fault it is. The same number with other content: what is posted stays. */
function refusedAt(thrown: unknown, places: readonly number[]): never {
  if (!(thrown instanceof AppError) || typeof thrown.detail['entry'] !== 'number') throw thrown
  const at = places[thrown.detail['entry'] - 1]
  if (thrown.detail['sqlstate'] !== 'DB004') throw new RowFault(null, null, thrown.userMessage, at)
  throw new RowFault(
    'entry',
    String(thrown.detail['idempotency_key']).replace(/^import:journal:(\d{4} )?(no )?/, ''),
    'This entry was imported before with other content. What is posted stays: reverse it, and import the new one under another number.',
    at,
  )
}
