import type { Tx } from '../../db/in-workspace.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import { currentCompany } from '../crm/company-store.js'
import { DEFAULT_LADDER, type DunningLevel, type Overdue } from './dunning.js'

/** The company's own ladder, else the built-in one; steps in order. */
export async function listLadder(tx: Tx): Promise<readonly DunningLevel[]> {
  const rows = await tx.prisma.dunningLevel.findMany({
    where: { workspaceId: tx.scope.workspaceId },
    orderBy: { position: 'asc' },
    select: { position: true, name: true, afterDays: true, opening: true },
  })
  return rows.length > 0 ? rows : DEFAULT_LADDER
}

/** What a customer owes past due and doesn't dispute, longest due first, locked: two who remind at once stand in line. */
export async function listOverdue(tx: Tx, companyId: string, today: IsoDate): Promise<Overdue[]> {
  const { workspaceId } = tx.scope
  await tx.prisma.$executeRaw`
    select 1 from company where workspace_id = ${workspaceId}::uuid and id = ${companyId}::uuid for update`
  const rows = await tx.prisma.invoice.findMany({
    where: {
      workspaceId,
      companyId,
      number: { not: null },
      kind: 'invoice',
      disputedAt: null,
      openMinor: { gt: 0n },
      dueDate: { lt: toDbDate(today) },
    },
    include: { reminders: { select: { level: true } } },
    orderBy: [{ dueDate: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap((row) =>
    row.number === null || row.dueDate === null
      ? []
      : [
          {
            invoiceId: row.id,
            name: row.number,
            dueDate: fromDbDate(row.dueDate),
            open: money(row.openMinor, row.currency),
            reminded: Math.max(0, ...row.reminders.map(({ level }) => level)),
            version: row.version,
          },
        ],
  )
}

/** Whom to write to about money: the billing address, else a contact; never where mail comes back from or was complained of. */
export async function findReminderAddress(tx: Tx, companyId: string): Promise<string | null> {
  const { workspaceId } = tx.scope
  const company = await currentCompany(tx, companyId)
  const contacts = await tx.prisma.contactAddress.findMany({
    where: { workspaceId, health: { not: 'invalid' }, contact: { companyId: company?.id ?? companyId } },
    orderBy: [{ preferred: 'desc' }, { health: 'asc' }, { createdAt: 'asc' }],
  })
  const first = contacts.filter(({ contactId }) => contactId === company?.billingContactId)
  for (const address of [company?.billingEmail, ...[...first, ...contacts].map((each) => each.address)]) {
    if (!address) continue
    const against = await tx.prisma.bounce.findFirst({
      where: { workspaceId, addressKey: address.toLowerCase(), kind: { in: ['hard', 'complaint'] } },
      select: { id: true },
    })
    if (!against) return address
  }
  return null
}
