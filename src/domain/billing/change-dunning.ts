import type { Tx } from '../../db/in-workspace.js'
import type { Result } from '../../lib/result.js'
import { valid } from '../../lib/valid.js'
import type { DunningLevel } from './dunning.js'
import { type LevelChange, withLevel, withoutLevel } from './dunning-ladder.js'
import { listLadder, saveLadder } from './dunning-store.js'

/** Changes or adds a step of the company's ladder of reminders; answers the ladder. Throws `invalid`. */
export const setDunningLevel = (tx: Tx, position: number, change: LevelChange): Promise<readonly DunningLevel[]> =>
  changeLadder(tx, (ladder) => withLevel(ladder, position, change))

/** Takes a step away. Throws `invalid`. */
export const dropDunningLevel = (tx: Tx, position: number): Promise<readonly DunningLevel[]> =>
  changeLadder(tx, (ladder) => withoutLevel(ladder, position))

async function changeLadder(
  tx: Tx,
  decide: (ladder: readonly DunningLevel[]) => Result<readonly DunningLevel[]>,
): Promise<readonly DunningLevel[]> {
  const ladder = valid(decide(await listLadder(tx)))
  await saveLadder(tx, ladder)
  return ladder
}
