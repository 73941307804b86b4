import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { shareCommits } from '../../db/share-commits.js'
import type { SqlTransaction } from '../../db/sql-types.js'
import type { IsoDate } from '../../lib/dates.js'
import { laterLines } from '../ledger/defer.js'
import { requireSound } from '../ledger/post-entries.js'
import { type DraftIssue, type DraftRead, issueDrafts, readDrafts } from './draft-set-store.js'
import { decideIssue } from './invoice.js'
import { invoiceEntry } from './invoice-entry.js'
import { issueInvoice } from './issue-invoice.js'

/** Issues drafts, each whole or not at all, and answers with the number once it is durable. */
export type Issuer = { issue(scope: Scope, invoiceId: string, issueDate: IsoDate): Promise<string> }

type Ask = { scope: Scope; invoiceId: string; issueDate: IsoDate }

/**
 * An issuer whose callers share commits, as posters do (docs/adr/0023): one that holds a number series to its commit keeps all others
 * waiting, so many take their numbers at once. For drafts whose issue is the whole of a transaction. What isn't plain – another
 * currency, income for later days, whatever is refused – is issued alone, by `issueInvoice`.
 */
export function openIssuer(db: Database): Issuer {
  const issue = shareCommits<Ask, string>(db, {
    // All audit rows of a commit say the same of who, through what and under which reference.
    lineOf: ({ scope, issueDate }) => JSON.stringify([scope, issueDate]),
    sizeOf: () => 1,
    together: (connection, asked) => issueAll(connection, db, asked),
    alone: async ({ scope, invoiceId, issueDate }) => {
      const { number } = await inWorkspace(db, scope, (tx) => issueInvoice(tx, invoiceId, issueDate))
      if (number === null) throw new Error(`invoice ${invoiceId} was issued without a number`)
      return number
    },
  })
  return { issue: (scope, invoiceId, issueDate) => issue({ scope, invoiceId, issueDate }) }
}

async function issueAll(sql: SqlTransaction, db: Database, asked: readonly Ask[]): Promise<(string | null)[]> {
  const [first] = asked
  if (!first) return []
  const { scope, issueDate } = first
  const drafts = await readDrafts(
    sql,
    scope.workspaceId,
    asked.map(({ invoiceId }) => invoiceId),
  )
  const issues: DraftIssue[] = []
  for (const id of new Set(asked.map(({ invoiceId }) => invoiceId))) {
    const draft = drafts.get(id)
    const planned = draft && planPlain(draft, issueDate, db.ids.next())
    if (planned) issues.push(planned)
  }
  if (issues.length === 0) return asked.map(() => null)
  requireSound(issues.map(({ entry }) => entry))
  const numbers = await issueDrafts(sql, db, scope, issueDate, issues)
  db.poke()
  const byId = new Map(issues.map(({ numbered }, at) => [numbered.invoice.id, numbers[at] ?? null]))
  return asked.map(({ invoiceId }) => {
    const number = byId.get(invoiceId) ?? null
    byId.delete(invoiceId) // who asks for the same a second time is told so, alone
    return number
  })
}

/** What issuing does where it does nothing out of the ordinary; null where it does, or is refused. */
function planPlain(draft: DraftRead, issueDate: IsoDate, entryId: string): DraftIssue | null {
  const { invoice, customer, baseCurrency, receivable, taxOutput } = draft
  const issue = decideIssue(invoice, issueDate)
  if (!issue.ok || receivable === null || taxOutput === null || invoice.currency !== baseCurrency) return null
  if (laterLines(invoice.lines, issueDate).length > 0) return null
  const at = { base: baseCurrency, rate: null }
  const entry = invoiceEntry(invoice, { receivable, taxOutput }, { id: entryId, date: issueDate, customer, at })
  const numbered = { invoice, customer, ...issue.value, entryId, baseOpenMinor: invoice.totalMinor, fxRate: null }
  return { numbered, entry }
}
