import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Ids } from '../../lib/ids.js'

/** Whom words of somebody's meant, of a kind of record. */
export type RememberedChoice = { kind: string; wordsKey: string; recordId: string }

/** The record's id; null where nothing was chosen, or it was forgotten. */
export async function findChoice(
  { sql, scope }: SqlScope,
  { staffId, kind, wordsKey }: { staffId: string; kind: string; wordsKey: string },
): Promise<string | null> {
  const [found] = await sql<{ id: string }[]>`
    select record_id::text as id from remembered_choice
    where workspace_id = ${scope.workspaceId} and staff_id = ${staffId} and kind = ${kind} and words_key = ${wordsKey}
      and forgotten_at is null`
  return found?.id ?? null
}

/** The actor's; the same words anew mean what was chosen last. */
export async function rememberChoices(
  { sql, scope }: SqlScope,
  ids: Ids,
  choices: readonly RememberedChoice[],
): Promise<void> {
  for (const { kind, wordsKey, recordId } of choices)
    await sql`
      insert into remembered_choice (workspace_id, id, staff_id, kind, words_key, record_id)
      values (${scope.workspaceId}, ${ids.next()}, ${scope.actorId}, ${kind}, ${wordsKey.slice(0, 200)}, ${recordId})
      on conflict (workspace_id, staff_id, kind, words_key) do update set record_id = excluded.record_id, forgotten_at = null`
}

/** How many somebody's choices are forgotten by this: those of these words, or all. */
export async function forgetChoices(tx: Tx, staffId: string, wordsKey: string | null): Promise<number> {
  const { count } = await tx.prisma.rememberedChoice.updateMany({
    where: {
      workspaceId: tx.scope.workspaceId,
      staffId,
      forgottenAt: null,
      ...(wordsKey === null ? {} : { wordsKey }),
    },
    data: { forgottenAt: tx.now },
  })
  return count
}

/** Takes back what was forgotten at that instant. */
export async function recallChoices(tx: Tx, staffId: string, forgottenAt: Date): Promise<number> {
  const { count } = await tx.prisma.rememberedChoice.updateMany({
    where: { workspaceId: tx.scope.workspaceId, staffId, forgottenAt },
    data: { forgottenAt: null },
  })
  return count
}
