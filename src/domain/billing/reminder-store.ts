import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'

/** How the occasions of reminders begin: `dunning:<company>:<day>`, with a number behind it for a second mail of the day. */
export const REMINDER_PREFIX = 'dunning'

/** Before the occasion of a mail, in a row of its own: it did not go out. No row of this table is ever taken away. */
const UNSENT = 'unsent:'

type Row = { invoiceId: string; occasion: string }

const keyOf = ({ invoiceId, occasion }: Row): string => `${invoiceId} ${occasion}`

/** Of all rows of some invoices those that count: their mail went out, or is on its way. */
export function standingReminders<R extends Row>(rows: readonly R[]): R[] {
  const unsent = new Set(rows.map(keyOf))
  return rows.filter(
    ({ invoiceId, occasion }) =>
      !occasion.startsWith(UNSENT) && !unsent.has(keyOf({ invoiceId, occasion: `${UNSENT}${occasion}` })),
  )
}

/** The occasion of a customer's next mail of that day; null when one goes out already. */
export async function freeOccasion(tx: Tx, companyId: string, today: IsoDate): Promise<string | null> {
  const first = `${REMINDER_PREFIX}:${companyId}:${today}`
  const rows = await tx.prisma.invoiceReminder.findMany({
    where: { workspaceId: tx.scope.workspaceId, invoice: { companyId }, occasion: { contains: first } },
    select: { invoiceId: true, occasion: true },
  })
  if (standingReminders(rows).length > 0) return null
  const before = new Set(rows.map(({ occasion }) => occasion).filter((occasion) => !occasion.startsWith(UNSENT))).size
  return before === 0 ? first : `${first}:${before + 1}`
}

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

/** Lets the steps of a mail count no more, but for the invoices that it `sent`; answers the ids of the others. */
export async function markUnsent(tx: Tx, occasion: string, sent: readonly string[]): Promise<string[]> {
  const rows = await tx.prisma.invoiceReminder.findMany({
    where: {
      workspaceId: tx.scope.workspaceId,
      invoiceId: { notIn: [...sent] },
      occasion: { in: [occasion, `${UNSENT}${occasion}`] },
    },
    select: { invoiceId: true, occasion: true, level: true },
  })
  const unsent = standingReminders(rows)
  const levels = new Map(unsent.map(({ invoiceId, level }) => [invoiceId, level]))
  await insertReminders(tx, `${UNSENT}${occasion}`, levels)
  return [...levels.keys()]
}
