import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'

/** Invoices that one reminder mail was about. */
export async function remindedInvoices({ sql, scope }: SqlScope, occasion: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select invoice_id as id from invoice_reminder
     where workspace_id = ${scope.workspaceId} and occasion = ${occasion} order by invoice_id`
  return rows.map(({ id }) => id)
}

/** Notes the step of the ladder that each invoice (by id) is at with this mail; the same one again changes nothing. */
export async function insertReminders(tx: Tx, occasion: string, levels: ReadonlyMap<string, number>): Promise<void> {
  const { workspaceId, actorId, via } = tx.scope
  await tx.prisma.invoiceReminder.createMany({
    data: [...levels].map(([invoiceId, level]) => ({
      occasion,
      level,
      workspaceId,
      id: tx.newId(),
      invoiceId,
      at: tx.now,
      recordedBy: actorId,
      via,
    })),
    skipDuplicates: true,
  })
}
