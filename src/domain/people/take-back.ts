import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { refused } from '../../lib/errors.js'
import { nameRecords } from './history-store.js'

/** One command's changes, by what the audit trail has of them: the reference that was given for it, and when about; `until`: of one that took its time. */
export type MadeChange = { reference: string; at: Date; until?: Date }

/** `content` is what the audit trail has of it: all of a row that was made or removed, else what changed. */
export type RestoredRow = { table: string; id: string; content: Readonly<Record<string, unknown>> }

type TakenRow = RestoredRow & { done: boolean }

/**
 * Restores every row of these tables that one command changed to what it was before. Each must still be as that command left it;
 * throws `refused` with a name or two where it is not, and nothing is restored then. What must follow – search documents – is the
 * caller's.
 */
export async function takeBack(
  tx: Tx,
  { reference, at, until }: MadeChange,
  tables: readonly string[],
): Promise<RestoredRow[]> {
  const rows = await (until === undefined
    ? tx.prisma.$queryRaw<TakenRow[]>`
        select in_table as "table", row_id::text as id, content, done
          from take_back(${reference}, ${at}::timestamptz, ${[...tables]}::text[])`
    : tx.prisma.$queryRaw<TakenRow[]>`
        select in_table as "table", row_id::text as id, content, done
          from take_back_between(${reference}, ${apart(at, -1)}::timestamptz, ${apart(until, 1)}::timestamptz, ${[...tables]}::text[])`)
  const spoilt = rows.filter(({ done }) => !done)
  if (spoilt.length > 0) throw refused(await whyNot(tx, spoilt))
  if (rows.length === 0) throw refused('There is nothing left of that change to take back.')
  return rows
}

/** The audit trail has the database's clock, and the command the service's. */
const apart = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000)

async function whyNot(tx: Tx, spoilt: readonly Pick<RestoredRow, 'table' | 'id'>[]): Promise<string> {
  const names = await nameRecords(
    sqlInTx(tx),
    spoilt.map(({ id }) => id),
  )
  const told = [...new Set(spoilt.map(({ table, id }) => names.get(id) ?? `a ${table.replaceAll('_', ' ')}`))]
  const rest = told.length > 3 ? ` and ${told.length - 3} more` : ''
  const are = told.length === 1 ? 'has' : 'have'
  return `${told.slice(0, 3).join(', ')}${rest} ${are} been changed since, so this can’t be taken back any more. Nothing was done.`
}
