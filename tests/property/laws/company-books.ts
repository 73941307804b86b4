import { randomIds } from '../../../src/lib/ids.js'
import { inside, type Login, type Transaction } from './logins.js'

/** Ids of a company whose books are open: three plain accounts and a customer with a draft to bill. */
export type CompanyBooks = {
  workspace: string
  actor: string
  bank: string
  sales: string
  costs: string
  receivable: string
  customer: string
}

export type PostingInput = {
  account_id: string
  amount_minor: string
  currency: string
  base_minor?: string
  company_id?: string
  invoice_id?: string
}

export type EntryInput = {
  id: string
  date: string
  source: string
  idempotency_key: string
  postings: PostingInput[]
}

/** Makes a company in SQL alone, with base currency EUR and the calendar year 2026 open. */
export async function openCompany(app: Login): Promise<CompanyBooks> {
  const id = () => randomIds.next()
  const books: CompanyBooks = {
    workspace: id(),
    actor: id(),
    bank: id(),
    sales: id(),
    costs: id(),
    receivable: id(),
    customer: id(),
  }
  const ws = books.workspace
  await inside(app, { workspace: ws, via: 'setup' }, async (sql) => {
    await sql`insert into workspace ${sql({ id: ws, name: 'Lindenhof', slug: `c-${ws.slice(-12)}`, base_currency: 'EUR', country: 'DE' })}`
    await sql`insert into staff ${sql({ workspace_id: ws, id: books.actor, email: 'ada@lindenhof.example', name: 'Ada', name_key: 'ada' })}`
    const account = (key: string, code: string, kind: string, control: string | null) => ({
      workspace_id: ws,
      id: key,
      code,
      name: code,
      name_key: code,
      kind,
      control,
    })
    await sql`insert into account ${sql([
      account(books.bank, '1800', 'asset', null),
      account(books.sales, '4400', 'income', null),
      account(books.costs, '6000', 'expense', null),
      account(books.receivable, '1400', 'asset', 'receivable'),
    ])}`
    await sql`insert into company ${sql({ workspace_id: ws, id: books.customer, ref: 'COMP-1', name: 'Moor', name_key: 'moor', currency: 'EUR' })}`
    await sql`select open_fiscal_year(2026)`
  })
  return books
}

/** An entry of two lines in the base currency. */
export function plainEntry(books: CompanyBooks, date: string, minor: bigint): EntryInput {
  const id = randomIds.next()
  const line = (account_id: string, amount: bigint) => ({ account_id, amount_minor: `${amount}`, currency: 'EUR' })
  const postings = [line(books.bank, minor), line(books.sales, -minor)]
  return { id, date, source: 'manual', idempotency_key: `test:${id}`, postings }
}

export type Posted = { entry_id: string; replayed: boolean }

export const post = (sql: Transaction, entries: readonly EntryInput[]): Promise<Posted[]> =>
  sql<Posted[]>`select * from post_entries(${sql.json(entries.map((entry) => ({ ...entry })))})`.then((rows) => [
    ...rows,
  ])

/** A draft invoice, or credit note, of one euro. */
export async function draftInvoice(sql: Transaction, books: CompanyBooks, kind: Document = 'invoice'): Promise<string> {
  const id = randomIds.next()
  await sql`insert into invoice ${sql({
    workspace_id: books.workspace,
    id,
    kind,
    ref: `DRAFT-${id.slice(-12)}`,
    currency: 'EUR',
    draft_date: '2026-03-01',
    terms_days: 30,
    net_minor: '100',
    total_minor: '100',
    company_id: books.customer,
  })}`
  return id
}

export type Document = 'invoice' | 'credit_note'

/** Issues a draft: posts it on the customer, then – last – has it numbered. */
export async function issueInvoice(
  sql: Transaction,
  books: CompanyBooks,
  { id, date, kind = 'invoice' }: { id: string; date: string; kind?: Document },
): Promise<string> {
  const sign = kind === 'invoice' ? 1n : -1n
  const entry = plainEntry(books, date, sign * 100n)
  entry.postings[0] = {
    account_id: books.receivable,
    amount_minor: `${sign * 100n}`,
    currency: 'EUR',
    company_id: books.customer,
    invoice_id: id,
  }
  await post(sql, [entry])
  const open = { open_minor: '100', base_open_minor: '100', entry_id: entry.id }
  const issue = { id, version: 1, due_date: date, ...open, title: 'Moor', title_key: 'moor', body: '' }
  const [row] =
    kind === 'invoice'
      ? await sql<{ number: string }[]>`select (number_drafts(${date}, ${sql.json([issue])}))[1] as number`
      : await sql<{ number: string }[]>`
          select number_credit_note(${date}, ${sql.json({ ...issue, status: 'issued' })}) as number`
  return row?.number ?? ''
}
