import type { Database } from '../../src/db/database.js'
import { inWorkspace } from '../../src/db/in-workspace.js'
import type { Scope } from '../../src/db/scope.js'
import { draftInvoice } from '../../src/domain/billing/draft-invoice.js'
import { createCompany } from '../../src/domain/crm/create-company.js'
import { getAccountFor } from '../../src/domain/ledger/account-store.js'
import type { NewEntry } from '../../src/domain/ledger/entry.js'
import { money } from '../../src/lib/money.js'
import { newCompany } from '../stage.js'

const DRAFTS_AT_ONCE = 40

/** A company that sells to one customer: entries on its one receivable account, and drafts to issue. */
export type Sales = {
  scope: Scope
  date: string
  ids: Record<'receivable' | 'revenue' | 'companyId' | 'invoiceId', string>
  entry(): NewEntry
  drafts(count: number): Promise<string[]>
}

export async function openSales(db: Database): Promise<Sales> {
  const scope = await newCompany(db)
  const date = db.clock.now().toISOString().slice(0, 10)
  const newDraft = (companyId: string) => ({
    companyId,
    draftDate: date,
    lines: [{ description: 'A service', unitPriceMinor: 10_000n }],
  })
  const ids = await inWorkspace(db, scope, async (tx) => {
    const company = await createCompany(tx, { name: 'Customer', currency: 'EUR', termsDays: 30 })
    const invoice = await draftInvoice(tx, newDraft(company.id))
    const [receivable, revenue] = [await getAccountFor(tx, 'receivable'), await getAccountFor(tx, 'revenue')]
    return { companyId: company.id, invoiceId: invoice.id, receivable: receivable.id, revenue: revenue.id }
  })
  const { companyId, invoiceId, receivable, revenue } = ids
  const entry = (): NewEntry => {
    const id = db.ids.next()
    const postings = [
      { accountId: receivable, amount: money(1250n, 'EUR'), companyId, invoiceId },
      { accountId: revenue, amount: money(-1250n, 'EUR') },
    ]
    return { id, date, source: 'bench', memo: 'One sale', idempotencyKey: id, postings }
  }
  const some = (count: number) =>
    inWorkspace(db, scope, async (tx) => {
      const made: string[] = []
      for (let n = 0; n < count; n += 1) made.push((await draftInvoice(tx, newDraft(companyId))).id)
      return made
    })
  const drafts = async (count: number) => {
    const made: string[] = []
    while (made.length < count) made.push(...(await some(Math.min(DRAFTS_AT_ONCE, count - made.length))))
    return made
  }
  return { scope, date, ids, entry, drafts }
}
