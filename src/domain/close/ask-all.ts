import type { SqlScope } from '../../db/sql-workspace.js'
import type { CheckedTask } from './checked-store.js'
import type { Finding } from './define-check.js'

/** What each check finds in one snapshot. All are asked at once: their questions share the way to the server instead of waiting for each other. */
export const askAll = (
  read: SqlScope,
  asked: readonly CheckedTask[],
): Promise<(CheckedTask & { finding: Finding })[]> =>
  Promise.all(asked.map(async (task) => ({ ...task, finding: await task.check.run(read, task.period) })))
