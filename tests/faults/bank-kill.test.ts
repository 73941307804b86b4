import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { inWorkspace } from '../../src/db/in-workspace.js'
import { importStatements } from '../../src/domain/banking/import-statements.js'
import { matchOpenLines } from '../../src/domain/banking/match-open-lines.js'
import { openBankAccount } from '../../src/domain/banking/open-bank-account.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../src/domain/crm/create-company.js'
import { verifyBooks } from '../../src/domain/ledger/verify-books.js'
import { childScript } from '../support/child-script.js'
import { foundedCompany } from '../support/company.js'
import { longStatement } from './bank-statement.js'

const INVOICES = 12

/** The line after which the child is killed: in the middle of the import, between it and matching, within matching. */
it.each(['begins', 'imported', 'matched 1', 'matched 7'])(
  'an import that is killed after “%s” loses and doubles nothing when it is done again',
  { timeout: 600_000 },
  async (word) => {
    const company = await foundedCompany([{ name: 'fay', roles: ['finance'] }], { at: '2026-11-23T09:00:00Z' })
    const { db, scope, database } = company
    const numbers = await company.change(async (tx) => {
      await openBankAccount(tx, { name: 'Main', number: null, currency: 'EUR', accountCode: '1800' })
      const { id } = await createCompany(tx, { name: 'Nordwind', currency: 'EUR' })
      const issued: string[] = []
      for (let n = 0; n < INVOICES; n += 1) {
        const lines = [{ description: 'Work', unitPriceMinor: 10_000n }]
        const draft = await draftInvoice(tx, { companyId: id, draftDate: '2026-11-02', lines })
        issued.push((await issueInvoice(tx, draft.id, '2026-11-02')).number ?? '')
      }
      return issued
    })
    await killedAfter(word, [
      database.url('daybook_app'),
      database.url('daybook_reader'),
      scope.workspaceId,
      numbers.join(' '),
    ])

    await inWorkspace(db, { ...scope, via: 'job' }, (tx) => importStatements(tx, longStatement(numbers)))
    expect((await matchOpenLines(db, { ...scope, via: 'job' })).failed).toEqual([])
    const [state] = await company.read(
      ({
        sql,
      }) => sql`select (select count(*)::int from bank_line) as lines, (select count(*)::int from bank_statement) as statements,
        (select count(*)::int from bank_line where state = 'matched') as matched, (select count(*)::int from payment) as payments,
        (select sum(open_minor)::int from invoice) as open`,
    )
    expect(state).toEqual({ lines: INVOICES + 3_000, statements: 1, matched: INVOICES, payments: INVOICES, open: 0 })
    expect(await company.read((read) => verifyBooks(read))).toEqual([])
  },
)

async function killedAfter(word: string, args: readonly string[]): Promise<void> {
  const script = await childScript(path.join(import.meta.dirname, 'bank-child.ts'))
  const child = spawn(process.execPath, [...script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  for await (const line of createInterface(child.stdout)) if (line === word) child.kill('SIGKILL')
  await closed
  expect(child.signalCode).toBe('SIGKILL')
}
