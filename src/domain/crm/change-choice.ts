import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { type Choice, type ChoiceList, checkChoice } from './choice.js'
import { findChoiceNamed, getChoice, insertChoice, saveChoice } from './choice-store.js'

/** Adds an entry to a list; one of that name that was given up comes back. Throws `invalid`, `refused` for one that is there. */
export async function addChoice(tx: Tx, list: ChoiceList, name: string): Promise<Choice> {
  const checked = checkChoice(name)
  if (!checked.ok) throw invalid(checked.problem)
  const there = await findChoiceNamed(tx, list, checked.value)
  if (there && !there.removedAt) throw refused(`"${there.name}" is in the list already.`)
  return there ? saveChoice(tx, there, { name: checked.value, removedAt: null }) : insertChoice(tx, list, checked.value)
}

/** Calls an entry otherwise; records keep the name that they were given. Throws `invalid`, `refused`. */
export async function renameChoice(tx: Tx, id: string, name: string): Promise<{ before: Choice; after: Choice }> {
  const before = await getChoice(tx, id)
  const checked = checkChoice(name)
  if (!checked.ok) throw invalid(checked.problem)
  const there = await findChoiceNamed(tx, before.list, checked.value)
  if (there && there.id !== id) throw refused(`"${there.name}" is in the list already, or was.`)
  return { before, after: await saveChoice(tx, before, { name: checked.value }) }
}

/** Takes an entry out of its list; records that have it keep it. */
export async function dropChoice(tx: Tx, id: string): Promise<Choice> {
  const choice = await getChoice(tx, id)
  return saveChoice(tx, choice, { removedAt: tx.now })
}
