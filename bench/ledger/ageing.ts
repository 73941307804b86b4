import postgres from 'postgres'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { listOpenItems } from '../../src/domain/billing/ageing-store.js'
import { type Finding, median, rounded, timed } from '../harness.js'
import type { Stage } from '../stage.js'
import { openSales } from './sales.js'

const INVOICES = Number(process.env['LEDGER_INVOICES'] ?? 1_000_000)
const OPEN = 10_000
const READS = 15
const MOST_MS = 20

/** What is owed, customer by customer, out of a million invoices with ten thousand open: as a report reads it, and in the database alone. */
export async function ageing(stage: Stage): Promise<Finding[]> {
  const { db, adminUrl } = await stage.openDatabase()
  const { scope, ids } = await openSales(db)
  await fill(adminUrl, scope.workspaceId, ids.companyId)
  const read = () => readWorkspace(db, scope, (reading) => listOpenItems(reading, 'EUR', null))
  const rows = (await read()).length
  const whole: number[] = []
  const inside: number[] = []
  for (let n = 0; n < READS; n += 1) {
    whole.push(await timed(read))
    inside.push(
      await readWorkspace(db, scope, ({ sql }) =>
        timed(
          () => sql`
            select sum(o.minor), count(*) from open_items_at(${scope.workspaceId}::uuid, null) o
            join company c on c.workspace_id = ${scope.workspaceId} and c.id = o.company_id
            where o.control = 'receivable' and o.currency = 'EUR'`,
        ),
      ),
    )
  }
  return [
    {
      what: `ageing: ${rows} open of ${INVOICES} invoices`,
      unit: 'ms',
      figures: { 'in the database': rounded(median(inside)), 'all rows in hand': rounded(median(whole)) },
      goal: `≤ ${MOST_MS} ms in the database`,
      met: median(inside) <= MOST_MS,
    },
  ]
}

/** Customers and their invoices, almost all paid, written past the triggers: only what a report reads has to be right. */
async function fill(adminUrl: string, workspaceId: string, customer: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    await sql`set session_replication_role = replica`
    await sql`
      create temp table made as
      select uuidv7() as id, n, n <= ${OPEN} as open, 100 + n % 9000 as minor, date '2026-01-01' + (n % 365) as due
      from generate_series(1, ${INVOICES}::int) n`
    const columns = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = 'invoice' order by ordinal_position`
    // Everything else is as in the one draft there is.
    const values: Readonly<Record<string, string>> = {
      id: 'm.id',
      ref: `'B-' || m.n`,
      number: `'B-' || m.n`,
      imported: 'true',
      status: `case when m.open then 'issued' else 'paid' end`,
      issue_date: 'm.due - 30',
      due_date: 'm.due',
      net_minor: 'm.minor',
      tax_minor: '0',
      total_minor: 'm.minor',
      open_minor: 'case when m.open then m.minor else 0 end',
      base_open_minor: 'case when m.open then m.minor else 0 end',
    }
    const list = columns.map(({ name }) => `"${name}"`).join(', ')
    const from = columns.map(({ name }) => values[name] ?? `v."${name}"`).join(', ')
    await sql.unsafe(
      `insert into invoice (${list}) select ${from} from made m cross join (
        select * from invoice where workspace_id = $1 and company_id = $2 limit 1) v`,
      [workspaceId, customer],
    )
    await sql`vacuum analyze invoice`
  } finally {
    await sql.end()
  }
}
