import { expect, test } from 'vitest'
import { draftInvoice, issueInvoice, openCompany, plainEntry, post } from '../../property/laws/company-books.js'
import { inside, openLogins, type Transaction } from '../../property/laws/logins.js'

const logins = await openLogins(1)

/** Three sealed entries – one an invoice – and one that waits. */
async function goodBooks() {
  const books = await openCompany(logins.app)
  await inside(logins.app, books, async (sql) => {
    await post(sql, [plainEntry(books, '2026-01-10', 500n), plainEntry(books, '2026-02-10', 250n)])
    await issueInvoice(sql, books, { id: await draftInvoice(sql, books), date: '2026-02-11' })
    await sql`select seal_entries()`
  })
  await inside(logins.app, books, (sql) => post(sql, [plainEntry(books, '2026-03-10', 1n)]))
  return books
}

type Finding = { law: string; problem: string; detail: Record<string, unknown> }

const findings = (workspace: string) =>
  inside(logins.reader, { workspace }, (sql) => sql<Finding[]>`select * from verify_books()`)

test('sound books have nothing to tell', async () => {
  expect(await findings((await goodBooks()).workspace)).toEqual([])
})

/** What somebody with the superuser's rights and triggers off could do, and which laws then speak up. */
const forgeries: readonly {
  what: string
  laws: string[]
  forge: (sql: Transaction, workspace: string) => PromiseLike<unknown>
}[] = [
  {
    what: 'one side of a sealed entry is raised',
    laws: ['entries-balanced', 'balances', 'deltas', 'history', 'chain'],
    forge: (sql, ws) =>
      sql`update posting set amount_minor = 501, base_minor = 501 where workspace_id = ${ws} and amount_minor = 500`,
  },
  {
    what: 'a memo is rewritten',
    laws: ['chain'],
    forge: (sql, ws) =>
      sql`update journal_entry set memo = 'never mind' where workspace_id = ${ws} and date = '2026-01-10'`,
  },
  {
    what: 'a sealed entry disappears',
    laws: ['balances', 'deltas', 'history', 'entry-numbers', 'chain'],
    forge: async (sql, ws) => {
      await sql`delete from sealed_entry where workspace_id = ${ws} and number = 2`
      await sql`delete from posting where workspace_id = ${ws} and date = '2026-02-10'`
      await sql`delete from journal_entry where workspace_id = ${ws} and date = '2026-02-10'`
    },
  },
  {
    what: 'an entry slips out of the queue for sealing',
    laws: ['sealed-once'],
    forge: (sql, ws) => sql`delete from unsealed where workspace_id = ${ws}`,
  },
  {
    what: 'a balance is edited',
    laws: ['balances'],
    forge: (sql, ws) =>
      sql`update balance set amount_minor = amount_minor + 1 where workspace_id = ${ws} and amount_minor = 500`,
  },
  {
    what: 'how a balance stood is edited',
    laws: ['history'],
    forge: (sql, ws) => sql`update balance_history set base_minor = base_minor + 1 where workspace_id = ${ws}`,
  },
  {
    what: 'what moved on a day is kept on the next',
    laws: ['deltas'],
    forge: (sql, ws) => sql`update balance_delta set date = date + 1 where workspace_id = ${ws} and amount_minor = 500`,
  },
  {
    what: 'what moved on a day is kept as the closing of a year',
    laws: ['deltas'],
    forge: (sql, ws) => sql`update balance_delta set closing = true where workspace_id = ${ws} and amount_minor = 500`,
  },
  {
    what: 'a posting moves to another month',
    laws: ['posted-in-period'],
    forge: (sql, ws) => sql`update posting set date = '2026-04-01' where workspace_id = ${ws} and date = '2026-03-10'`,
  },
  {
    what: 'an invoice is thought to be half paid',
    laws: ['control-accounts', 'settlements'],
    forge: (sql, ws) =>
      sql`update invoice set open_minor = 50, base_open_minor = 50, status = 'part_paid' where workspace_id = ${ws}`,
  },
  {
    what: 'an invoice number is skipped',
    laws: ['document-numbers'],
    forge: (sql, ws) => sql`update invoice set number = 'INV-2026-0002' where workspace_id = ${ws}`,
  },
  {
    what: 'the seal is made to fit another hash',
    laws: ['chain'],
    forge: (sql, ws) => sql`update seal set hash = ${'a'.repeat(64)} where workspace_id = ${ws}`,
  },
]

test.each(forgeries)('$what: verify names it', async ({ laws, forge }) => {
  const { workspace } = await goodBooks()
  await logins.admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await forge(sql, workspace)
  })
  const found = new Set((await findings(workspace)).map((finding) => finding.law))
  expect([...found].sort()).toEqual([...laws].sort())
})
