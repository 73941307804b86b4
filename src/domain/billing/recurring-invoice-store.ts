import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Prisma, RecurringInvoice as Row } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { InvoiceEvery, InvoiceTemplate, RecurringInvoice } from './recurring-invoice.js'

export async function insertRecurringInvoice(tx: Tx, series: Omit<RecurringInvoice, 'version'>): Promise<void> {
  const { startsOn, endsOn, nextOn, template, ...rest } = series
  await tx.prisma.recurringInvoice.create({
    data: {
      ...rest,
      workspaceId: tx.scope.workspaceId,
      startsOn: toDbDate(startsOn),
      endsOn: endsOn && toDbDate(endsOn),
      nextOn: nextOn && toDbDate(nextOn),
      template: kept(template),
    },
  })
}

/** By reference. Throws `not_found`. */
export async function getRecurringInvoice(tx: Tx, ref: string): Promise<RecurringInvoice> {
  const row = await tx.prisma.recurringInvoice.findFirst({ where: { workspaceId: tx.scope.workspaceId, ref } })
  if (!row) throw notFound(`There is no recurring invoice ${ref}. See: invoice recurring`, { ref })
  return toSeries(row)
}

/** What is due by a day, oldest first. */
export async function listDueInvoices(tx: Tx, today: IsoDate): Promise<{ id: string; ref: string }[]> {
  return tx.prisma.recurringInvoice.findMany({
    where: { workspaceId: tx.scope.workspaceId, state: 'active', nextOn: { lte: toDbDate(today) } },
    orderBy: [{ nextOn: 'asc' }, { ref: 'asc' }],
    select: { id: true, ref: true },
  })
}

/** A series that is due by a day, locked until the transaction ends; null where somebody else has made what was due. */
export async function lockDueInvoice(tx: Tx, id: string, today: IsoDate): Promise<RecurringInvoice | null> {
  const { workspaceId } = tx.scope
  await tx.prisma.$queryRaw`
    select id from recurring_invoice where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`
  const row = await tx.prisma.recurringInvoice.findFirst({
    where: { workspaceId, id, state: 'active', nextOn: { lte: toDbDate(today) } },
  })
  return row && toSeries(row)
}

export async function saveRecurringInvoice(
  tx: Tx,
  id: string,
  { nextOn, state }: Partial<Pick<RecurringInvoice, 'nextOn' | 'state'>>,
): Promise<RecurringInvoice> {
  const row = await tx.prisma.recurringInvoice.update({
    where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } },
    data: { ...(state && { state }), ...(nextOn !== undefined && { nextOn: nextOn && toDbDate(nextOn) }) },
  })
  return toSeries(row)
}

/** A series as a list shows it. */
export type RecurringInvoiceRow = Pick<
  RecurringInvoice,
  'ref' | 'every' | 'startsOn' | 'endsOn' | 'nextOn' | 'state' | 'issues'
> & {
  company: { ref: string; name: string }
  made: number
  last: string | null
}

/** Those that go on first, by their next day. */
export const listRecurringInvoices = ({ sql, scope }: SqlScope): Promise<RecurringInvoiceRow[]> => sql<
  RecurringInvoiceRow[]
>`
  select r.ref, r.every, r.starts_on as "startsOn", r.ends_on as "endsOn", r.next_on as "nextOn", r.state, r.issues,
    jsonb_build_object('ref', c.ref, 'name', c.name) as company, count(i.id)::int as made,
    (array_agg(coalesce(i.number, i.ref) order by i.recurring_on desc) filter (where i.id is not null))[1] as last
  from recurring_invoice r
  join company c on c.workspace_id = r.workspace_id and c.id = r.company_id
  left join invoice i on i.workspace_id = r.workspace_id and i.recurring_id = r.id
  where r.workspace_id = ${scope.workspaceId}
  group by r.workspace_id, r.id, c.ref, c.name
  order by r.state, r.next_on nulls last, r.ref`

/** JSON has no large whole numbers: they are kept as digits with an `n`. */
const kept = (template: InvoiceTemplate): Prisma.InputJsonObject =>
  JSON.parse(
    JSON.stringify(template, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  ) as Prisma.InputJsonObject

/** A template as it was kept. */
export const readTemplate = (json: unknown): InvoiceTemplate =>
  JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    key.endsWith('Minor') || key.endsWith('Milli')
      ? typeof value === 'string'
        ? BigInt(value.replace('n', ''))
        : value
      : value,
  ) as InvoiceTemplate

const toSeries = ({ every, state, startsOn, endsOn, nextOn, template, ...row }: Row): RecurringInvoice => ({
  id: row.id,
  ref: row.ref,
  issues: row.issues,
  companyId: row.companyId,
  ownerId: row.ownerId,
  version: row.version,
  every: every as InvoiceEvery,
  state: state as RecurringInvoice['state'],
  startsOn: fromDbDate(startsOn),
  endsOn: endsOn && fromDbDate(endsOn),
  nextOn: nextOn && fromDbDate(nextOn),
  template: readTemplate(template),
})
