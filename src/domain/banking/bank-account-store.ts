import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { BankAccount } from './bank-account.js'

export async function insertBankAccount(tx: Tx, account: BankAccount): Promise<void> {
  const { workspaceId } = tx.scope
  await tx.prisma.bankAccount.create({ data: { ...account, workspaceId, nameKey: nameKey(account.name) } })
}

const columns = {
  id: true,
  name: true,
  number: true,
  currency: true,
  active: true,
  accountId: true,
  version: true,
} as const

/** Throws `not_found`. */
export async function getBankAccount(tx: Tx, id: string): Promise<BankAccount> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.bankAccount.findFirst({ where: { workspaceId, id }, select: columns })
  if (!row) throw notFound('There is no such bank account.', { id })
  return row
}

/** Those that are kept; the closed ones as well where they count. */
export const findBankAccounts = (tx: Tx, { closedToo = false } = {}): Promise<BankAccount[]> =>
  tx.prisma.bankAccount.findMany({
    where: { workspaceId: tx.scope.workspaceId, ...(closedToo ? {} : { active: true }) },
    orderBy: { nameKey: 'asc' },
    select: columns,
  })

export async function setBankAccountActive(tx: Tx, id: string, active: boolean): Promise<void> {
  await tx.prisma.bankAccount.updateMany({ where: { workspaceId: tx.scope.workspaceId, id }, data: { active } })
}

/** Locks an account's bank records: of two imports at once the later one sees what the earlier one stored. */
export async function lockBankAccount(tx: Tx, id: string): Promise<void> {
  await tx.prisma.$queryRaw`
    select id from bank_account where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${id}::uuid for no key update`
}

/** An account as lists show it: what was read of it last, and what waits. */
export type BankAccountRow = BankAccount & {
  code: string
  accountName: string
  /** The last day that a statement tells of. */
  readTo: string | null
  closingMinor: bigint | null
  openLines: number
  unfooted: number
}

export type BankAccountFilter = { ids?: readonly string[]; nameKey?: string; namePrefix?: string; number?: string }

/** By name. What was closed is only found by its id. */
export const listBankAccounts = (
  { sql, scope }: SqlScope,
  { ids, nameKey, namePrefix, number }: BankAccountFilter = {},
): Promise<BankAccountRow[]> => sql<BankAccountRow[]>`
  select b.id, b.name, b.number, b.currency, b.active, b.account_id as "accountId", b.version, a.code, a.name as "accountName",
    s.to_date as "readTo", s.closing_minor as "closingMinor",
    (select count(*)::int from bank_line l where l.workspace_id = b.workspace_id and l.bank_account_id = b.id and l.state = 'open') as "openLines",
    (select count(*)::int from bank_statement u where u.workspace_id = b.workspace_id and u.bank_account_id = b.id and u.footing = 'unfooted') as unfooted
  from bank_account b
  join account a on a.workspace_id = b.workspace_id and a.id = b.account_id
  left join lateral (select to_date, closing_minor from bank_statement s
    where s.workspace_id = b.workspace_id and s.bank_account_id = b.id
    -- Of several that end on one day, the one that no other goes on from.
    order by to_date desc, exists (select from bank_statement o where o.workspace_id = s.workspace_id and o.bank_account_id = s.bank_account_id
      and o.id <> s.id and o.to_date = s.to_date and o.opening_minor = s.closing_minor), created_at desc limit 1) s on true
  where b.workspace_id = ${scope.workspaceId} ${ids ? sql`and b.id = any(${[...ids]}::uuid[])` : sql`and b.active`}
    ${nameKey === undefined ? sql`` : sql`and b.name_key = ${nameKey}`}
    ${namePrefix === undefined ? sql`` : sql`and starts_with(b.name_key, ${namePrefix})`}
    ${number === undefined ? sql`` : sql`and b.number = ${number}`}
  order by b.name_key limit 200`
