import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import type { SqlTransaction } from '../../db/sql-types.js'
import type { IsoDate } from '../../lib/dates.js'
import type { NewEntry } from '../ledger/entry.js'
import { entryJson } from '../ledger/post-entries.js'
import { isHeard } from './events.js'
import type { InvoiceLine } from './invoice-line.js'
import type { InvoiceWithLines } from './invoice-store.js'
import { type NumberedDraft, numberingOf } from './number-draft.js'

/** A draft as it was read, with what it is posted to; an account is null where the chart has none in use. */
export type DraftRead = {
  invoice: InvoiceWithLines
  customer: string
  baseCurrency: string
  receivable: string | null
  taxOutput: string | null
}

/** A draft with what becomes of it. */
export type DraftIssue = { numbered: NumberedDraft; entry: NewEntry }

/** Amounts as they travel in JSON. */
type Digits<T> = { [K in keyof T]: Exclude<T[K], null> extends bigint ? string | Extract<T[K], null> : T[K] }
type DraftJson = Digits<Omit<InvoiceWithLines, 'lines' | 'disputedAt'>> &
  Omit<DraftRead, 'invoice'> & { lines: readonly Digits<InvoiceLine>[] | null }

/** Drafts of invoices among these, by id, without a lock: `issueDrafts` names the versions. Read in one message. */
export async function readDrafts(
  sql: SqlTransaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, DraftRead>> {
  const rows = await sql<{ draft: DraftJson }[]>`
    select draft from read_drafts_alone(${workspaceId}::uuid, ${[...ids]}::uuid[])`
  return new Map(rows.map(({ draft }) => [draft.id, toDraft(draft)]))
}

/** Posts and numbers drafts in one commit and one message, all or none; their numbers, in order. */
export async function issueDrafts(
  sql: SqlTransaction,
  db: Database,
  scope: Scope,
  issueDate: IsoDate,
  issues: readonly DraftIssue[],
): Promise<string[]> {
  const { workspaceId, actorId, via, reference } = scope
  const settings = [workspaceId, actorId ?? '', via, reference ?? '', db.clock.now().toISOString()]
  const entries = JSON.stringify(issues.map(({ entry }) => entryJson(entry)))
  const [row] = await sql<[{ numbers: string[] }]>`
    select issue_drafts_alone(${settings}::text[], ${entries}::text::jsonb, ${isHeard(scope)}, ${issueDate}::date,
      ${JSON.stringify(issues.map(({ numbered }) => numberingOf(numbered)))}::text::jsonb) as numbers`
  return row.numbers
}

function toDraft({ customer, baseCurrency, receivable, taxOutput, lines, ...head }: DraftJson): DraftRead {
  const invoice: InvoiceWithLines = {
    ...head,
    disputedAt: null,
    discountMinor: head.discountMinor === null ? null : BigInt(head.discountMinor),
    ...bigints(head, ['netMinor', 'taxMinor', 'totalMinor', 'openMinor', 'baseOpenMinor']),
    lines: (lines ?? []).map((line) => ({
      ...line,
      ...bigints(line, ['quantityMilli', 'unitPriceMinor', 'netMinor', 'taxMinor', 'allowanceMinor']),
    })),
  }
  return { invoice, customer, baseCurrency, receivable, taxOutput }
}

const bigints = <Key extends string>(from: Readonly<Record<Key, string>>, keys: readonly Key[]): Record<Key, bigint> =>
  Object.fromEntries(keys.map((key) => [key, BigInt(from[key])])) as Record<Key, bigint>
