import type { Tx } from '../../db/in-workspace.js'
import { dateIn, fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { money } from '../../lib/money.js'
import { currentCompany } from '../crm/company-store.js'
import { isMachine } from '../crm/machine-address.js'
import { findWordAgainst } from '../crm/word-against.js'
import { DEFAULT_LADDER, type DunningLevel, type Overdue } from './dunning.js'
import { standingReminders } from './reminder-store.js'

/** Stands where a reminder's mail would: whose invoice it is was told that the ladder is at its end. */
export const LADDER_ENDED = 'ladder-ended'

/** The company's own ladder, else the built-in one; steps in order. */
export async function listLadder(tx: Tx): Promise<readonly DunningLevel[]> {
  const rows = await tx.prisma.dunningLevel.findMany({
    where: { workspaceId: tx.scope.workspaceId },
    orderBy: { position: 'asc' },
    select: { position: true, name: true, afterDays: true, opening: true },
  })
  return rows.length > 0 ? rows : DEFAULT_LADDER
}

/** Makes the company's rows be this ladder: from then on the built-in one is not asked. */
export async function saveLadder(tx: Tx, ladder: readonly DunningLevel[]): Promise<void> {
  const { workspaceId } = tx.scope
  const positions = ladder.map(({ position }) => position)
  await tx.prisma.dunningLevel.deleteMany({ where: { workspaceId, position: { notIn: positions } } })
  for (const { position, ...rest } of ladder)
    await tx.prisma.dunningLevel.upsert({
      where: { workspaceId_position: { workspaceId, position } },
      create: { ...rest, position, workspaceId, id: tx.newId() },
      update: rest,
    })
}

/**
 * What a customer owes past due and doesn't dispute, longest due first, locked: two who remind at once stand in line. With `since`,
 * the day of going live, only what may be reminded of without anybody asking: what came with the history asks for no money by itself.
 */
export async function listOverdue(
  tx: Tx,
  companyId: string,
  { today, since }: { today: IsoDate; since?: IsoDate | undefined },
): Promise<Overdue[]> {
  const { workspaceId } = tx.scope
  await tx.prisma.$executeRaw`
    select 1 from company where workspace_id = ${workspaceId}::uuid and id = ${companyId}::uuid for update`
  const { timeZone } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  const own = { imported: false, entry: { via: { notIn: ['import', 'demo'] } } }
  const rows = await tx.prisma.invoice.findMany({
    where: {
      workspaceId,
      companyId,
      number: { not: null },
      kind: 'invoice',
      disputedAt: null,
      openMinor: { gt: 0n },
      dueDate: { lt: toDbDate(today), ...(since !== undefined && { gte: toDbDate(since) }) },
      ...(since !== undefined && own),
    },
    include: { reminders: { select: { invoiceId: true, level: true, occasion: true, at: true } } },
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
            ...remindedOf(standingReminders(row.reminders), timeZone),
            dealId: row.dealId,
            version: row.version,
          },
        ],
  )
}

type Reminder = { level: number; occasion: string; at: Date }

/** A later mail at the same step, which went out for another invoice of the customer's, begins no new wait. */
function remindedOf(reminders: readonly Reminder[], timeZone: string) {
  const reminded = Math.max(0, ...reminders.map(({ level }) => level))
  const at = reminders.filter(({ level }) => level === reminded).map((each) => dateIn(timeZone, each.at))
  return {
    reminded,
    remindedOn: at.toSorted()[0] ?? null,
    ended: reminders.some(({ occasion }) => occasion === LADDER_ENDED),
  }
}

/** Whom to write to about money: the billing address, else a contact; never where mail comes back from or was complained of, nor a machine's. */
export async function findReminderAddress(tx: Tx, companyId: string): Promise<string | null> {
  const { workspaceId } = tx.scope
  const company = await currentCompany(tx, companyId)
  const contacts = await tx.prisma.contactAddress.findMany({
    where: { workspaceId, health: { not: 'invalid' }, contact: { companyId: company?.id ?? companyId } },
    orderBy: [{ preferred: 'desc' }, { health: 'asc' }, { createdAt: 'asc' }],
  })
  const first = contacts.filter(({ contactId }) => contactId === company?.billingContactId)
  for (const address of [company?.billingEmail, ...[...first, ...contacts].map((each) => each.address)]) {
    if (address && !isMachine(address) && !(await findWordAgainst(tx, address))) return address
  }
  return null
}

/** Who answers for what is past due: the owner of the deal that the oldest of it came from, else the customer's. */
export async function answersFor(tx: Tx, companyId: string, invoices: readonly Overdue[]): Promise<string | null> {
  const { workspaceId } = tx.scope
  const dealId = invoices.find((invoice) => invoice.dealId !== null)?.dealId
  const deal = dealId && (await tx.prisma.deal.findUnique({ where: { workspaceId_id: { workspaceId, id: dealId } } }))
  if (deal && deal.ownerId !== null) return deal.ownerId
  return (await currentCompany(tx, companyId))?.ownerId ?? null
}
