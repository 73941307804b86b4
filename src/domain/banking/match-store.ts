import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** A part of a line and what it is: a payment, or an entry. */
export type NewMatch = {
  lineId: string
  groupId: string
  amountMinor: bigint
  rule: string
  reason: string
  /** Whether the match made it: then undoing takes it back. */
  made: boolean
  paymentId?: string
  entryId?: string
  ruleId?: string | null
}

export async function insertMatch(tx: Tx, match: NewMatch): Promise<void> {
  await tx.prisma.bankMatch.create({ data: { ...match, workspaceId: tx.scope.workspaceId, id: tx.newId() } })
}

export type LiveMatch = {
  id: string
  groupId: string
  paymentId: string | null
  entryId: string | null
  made: boolean
  rule: string
}

/** What a line is matched to as it stands. */
export const listLiveMatches = (tx: Tx, lineId: string): Promise<LiveMatch[]> =>
  tx.prisma.bankMatch.findMany({
    where: { workspaceId: tx.scope.workspaceId, lineId, undoneAt: null },
    select: { id: true, groupId: true, paymentId: true, entryId: true, made: true, rule: true },
  })

export async function undoMatches(tx: Tx, lineId: string): Promise<void> {
  await tx.prisma.bankMatch.updateMany({
    where: { workspaceId: tx.scope.workspaceId, lineId, undoneAt: null },
    data: { undoneAt: tx.now },
  })
}

/** What a line was matched to, for its card. */
export type MatchRow = {
  what: string
  documents: string | null
  amountMinor: bigint
  rule: string
  reason: string
  undone: boolean
}

export const listMatchRows = ({ sql, scope }: SqlScope, lineId: string): Promise<MatchRow[]> => sql<MatchRow[]>`
  select coalesce(p.ref, e.memo, '') as what, m.amount_minor as "amountMinor", m.rule, m.reason, m.undone_at is not null as undone,
    (select string_agg(coalesce(i.number, b.ref), ', ' order by coalesce(i.number, b.ref)) from allocation a
      left join invoice i on i.workspace_id = a.workspace_id and i.id = a.invoice_id
      left join bill b on b.workspace_id = a.workspace_id and b.id = a.bill_id
      where a.workspace_id = m.workspace_id and a.payment_id = p.id and a.reversed_at is null) as documents
  from bank_match m
  left join payment p on p.workspace_id = m.workspace_id and p.id = m.payment_id
  left join journal_entry e on e.workspace_id = m.workspace_id and e.id = m.entry_id
  where m.workspace_id = ${scope.workspaceId} and m.line_id = ${lineId} order by m.created_at, m.id`

/** The bank lines that tell of a payment as it stands. */
export async function linesTelling(tx: Tx, paymentId: string): Promise<string[]> {
  const rows = await tx.prisma.bankMatch.findMany({
    where: { workspaceId: tx.scope.workspaceId, paymentId, undoneAt: null },
    select: { line: { select: { ref: true } } },
  })
  return rows.map(({ line }) => line.ref)
}

/**
 * Whether an entry or payment can't be told of by a line any more: another one does, or it was taken back. Who asks about the same payment at
 * the same moment waits.
 */
export async function whyNotToTell(
  tx: Tx,
  of: { entryId: string; paymentId: string | null },
): Promise<'told' | 'reversed' | null> {
  const { workspaceId } = tx.scope
  await tx.prisma.$queryRaw`
    select id from payment where workspace_id = ${workspaceId}::uuid and id = ${of.paymentId}::uuid for no key update`
  const told = await tx.prisma.bankMatch.findFirst({
    where: {
      workspaceId,
      undoneAt: null,
      OR: [{ entryId: of.entryId }, ...(of.paymentId === null ? [] : [{ paymentId: of.paymentId }])],
    },
    select: { id: true },
  })
  if (told) return 'told'
  const reversal = await tx.prisma.journalEntry.findFirst({
    where: { workspaceId, reversesId: of.entryId },
    select: { id: true },
  })
  return reversal && 'reversed'
}
