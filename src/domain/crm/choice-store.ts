import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { Choice as Row } from '../../generated/prisma/client.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import { nameKey, prefixEnd } from '../../lib/name-key.js'
import type { Choice, ChoiceList } from './choice.js'

/** Which entries of a list; what is absent does not narrow. Given-up ones are found by their ids alone. */
export type ChoiceFilter = { list?: ChoiceList; ids?: readonly string[]; nameKey?: string; namePrefix?: string }

/** Entries in the order of their lists and names. */
export const listChoices = ({ sql, scope }: SqlScope, filter: ChoiceFilter): Promise<Choice[]> => sql<Choice[]>`
  select id, list, name, removed_at as "removedAt", version from choice
   where workspace_id = ${scope.workspaceId}
     ${filter.ids ? sql`and id = any (${[...filter.ids]}::uuid[])` : sql`and removed_at is null`}
     ${filter.list ? sql`and list = ${filter.list}` : sql``}
     ${filter.nameKey ? sql`and name_key = ${filter.nameKey}` : sql``}
     ${filter.namePrefix ? sql`and name_key >= ${filter.namePrefix} and name_key < ${prefixEnd(filter.namePrefix)}` : sql``}
   order by list, name_key`

/** Throws `not_found`. */
export async function getChoice(tx: Tx, id: string): Promise<Choice> {
  const row = await tx.prisma.choice.findUnique({ where: { workspaceId_id: key(tx, id) } })
  if (!row) throw notFound('There is no such entry.', { choiceId: id })
  return toChoice(row)
}

/** An entry of this name, also one that was given up. */
export async function findChoiceNamed(tx: Tx, list: ChoiceList, name: string): Promise<Choice | null> {
  const where = { workspaceId: tx.scope.workspaceId, list, nameKey: nameKey(name) }
  const row = await tx.prisma.choice.findFirst({ where })
  return row && toChoice(row)
}

export async function insertChoices(tx: Tx, lists: Readonly<Record<ChoiceList, readonly string[]>>): Promise<void> {
  const data = Object.entries(lists).flatMap(([list, names]) =>
    names.map((name) => ({ ...key(tx, tx.newId()), list, name, nameKey: nameKey(name) })),
  )
  await tx.prisma.choice.createMany({ data })
}

export const insertChoice = async (tx: Tx, list: ChoiceList, name: string): Promise<Choice> =>
  toChoice(await tx.prisma.choice.create({ data: { ...key(tx, tx.newId()), list, name, nameKey: nameKey(name) } }))

/** On the very version that was decided on. Throws `conflict`. */
export async function saveChoice(
  tx: Tx,
  choice: Choice,
  change: Partial<Pick<Choice, 'name' | 'removedAt'>>,
): Promise<Choice> {
  const [row] = await tx.prisma.choice.updateManyAndReturn({
    where: { ...key(tx, choice.id), version: choice.version },
    data: { ...change, ...(change.name === undefined ? {} : { nameKey: nameKey(change.name) }) },
  })
  if (!row) throw changedMeanwhile(choice.name)
  return toChoice(row)
}

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

const toChoice = (row: Row): Choice => ({
  id: row.id,
  list: row.list as ChoiceList,
  name: row.name,
  removedAt: row.removedAt,
  version: row.version,
})
