import type { Tx } from '../../db/in-workspace.js'
import { notFound } from '../../lib/errors.js'
import { reindex, reindexLater } from './reindex-store.js'
import { replaceTag } from './tag-store.js'

/** Renames a tag everywhere, which makes one of two where the new name is there already; null takes it off. Answers how many. */
export async function renameTag(tx: Tx, from: string, to: string | null): Promise<number> {
  const changed = await replaceTag(tx, from, to)
  await reindex(tx, 'company', changed.get('company') ?? [])
  await reindex(tx, 'contact', changed.get('contact') ?? [])
  await reindex(tx, 'deal', changed.get('deal') ?? [])
  await reindexLater(tx, changed)
  const count = [...changed.values()].reduce((sum, ids) => sum + ids.length, 0)
  if (count === 0) throw notFound(`Nothing has the tag ${from}. \`tag list\` shows those there are.`)
  return count
}
