import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { getMembership } from '../people/membership-store.js'
import { listStaff } from '../people/staff-store.js'
import { standsInFor } from '../people/stand-in.js'

/** Who acts on a close task. */
export type TaskActor = {
  id: string
  /** Whose tasks they do: their own, and those of people away whom they stand in for. */
  acts: ReadonlySet<string>
  /** Runs the close. */
  manages: boolean
  /** The only person of the company, who approves their own work (and that is marked). */
  solo: boolean
}

/** Throws `forbidden` for anyone who is not active staff here. */
export async function getTaskActor(tx: Tx, staffId: string): Promise<TaskActor> {
  const read = sqlInTx(tx)
  const { member } = await getMembership(read, staffId)
  const colleagues = await listStaff(read)
  return {
    id: staffId,
    acts: standsInFor(staffId, colleagues, tx.now),
    manages: member.reach('close.manage') === 'all',
    solo: colleagues.length === 1,
  }
}
