import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { nameKey } from '../../lib/name-key.js'
import type { BankLine } from './line-store.js'

export type RuleState = 'proposes' | 'applies' | 'removed'

/**
 * Remembers where a person posted a line like this. The next choice of the same counts up; from the second on it is proposed. It never
 * applies by itself until a controller lets it.
 */
export async function learnRule(
  tx: Tx,
  line: BankLine,
  chosen: { accountId: string; taxCodeId: string | null },
): Promise<void> {
  const { workspaceId } = tx.scope
  const counterpartyAccount = line.counterpartyAccount
  const words = counterpartyAccount === null ? nameKey(line.counterpartyName ?? line.remittance ?? '') : ''
  if (counterpartyAccount === null && words.length < 3) return
  const same = { direction: line.amountMinor > 0n ? 'in' : 'out', counterpartyAccount, words, ...chosen }
  const known = await tx.prisma.bankRule.findFirst({
    where: { workspaceId, ...same, state: { not: 'removed' } },
    select: { id: true },
  })
  if (known)
    await tx.prisma.bankRule.updateMany({ where: { workspaceId, id: known.id }, data: { chosen: { increment: 1 } } })
  else
    await tx.prisma.bankRule.create({
      data: { ...same, workspaceId, id: tx.newId(), ref: await nextRef(tx, 'bank_rule', 'RULE') },
    })
}

export async function saveRuleState(tx: Tx, id: string, state: RuleState): Promise<void> {
  await tx.prisma.bankRule.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { state } })
}

export type RuleRow = {
  id: string
  ref: string
  direction: 'in' | 'out'
  counterpartyAccount: string | null
  words: string
  state: RuleState
  chosen: number
  code: string
  account: string
  taxCode: string | null
  version: number
}

export const listRules = (
  { sql, scope }: SqlScope,
  filter: { ids?: readonly string[]; ref?: string } = {},
): Promise<RuleRow[]> => sql<RuleRow[]>`
  select r.id, r.ref, r.direction, r.counterparty_account as "counterpartyAccount", r.words, r.state, r.chosen, a.code,
    a.name as account, t.code as "taxCode", r.version
  from bank_rule r
  join account a on a.workspace_id = r.workspace_id and a.id = r.account_id
  left join tax_code t on t.workspace_id = r.workspace_id and t.id = r.tax_code_id
  where r.workspace_id = ${scope.workspaceId}
    ${filter.ids ? sql`and r.id = any(${[...filter.ids]}::uuid[])` : filter.ref ? sql`and r.ref = ${filter.ref}` : sql`and r.state <> 'removed'`}
  order by r.created_at, r.id limit 200`
