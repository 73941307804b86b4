import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import { type Account, type AccountKind, type ChartAccount, type Control, isPayroll, type Purpose } from './account.js'
import { chartFor } from './chart.js'
import { pickAccount } from './pick-account.js'

/**
 * The account the service posts to for a purpose. Books that were opened before there was such a purpose get the account of their
 * country's chart when it is first needed. Throws `not_found` where a company has put the account out of use.
 */
export async function getAccountFor(tx: Tx, purpose: Purpose): Promise<Account> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.account.findFirst({
    where: { workspaceId, purpose, active: true },
    orderBy: { code: 'asc' },
  })
  return row ? toAccount(row) : addAccountFor(tx, purpose)
}

async function addAccountFor(tx: Tx, purpose: Purpose): Promise<Account> {
  const { workspaceId } = tx.scope
  const { country } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  const wanted = chartFor(country).find((account) => account.purpose === purpose)
  const out = await tx.prisma.account.findFirst({ where: { workspaceId, purpose } })
  if (!wanted || out)
    throw notFound(`The chart of accounts has no account in use for "${purpose}". Put one into use and try again.`, {
      purpose,
    })
  const taken = new Set(
    (await tx.prisma.account.findMany({ where: { workspaceId }, select: { code: true } })).map(({ code }) => code),
  )
  await addAccounts(tx, [{ ...wanted, code: freeCode(wanted.code, taken) }])
  return getAccountFor(tx, purpose)
}

/** The code itself, or the next number that no account has. */
const freeCode = (code: string, taken: ReadonlySet<string>): string =>
  taken.has(code) ? freeCode(String(Number(code) + 1).padStart(code.length, '0'), taken) : code

/** By id, or by code; what is no number may be a name instead. Throws `not_found`, and `invalid` where several are meant. */
export async function getAccount(tx: Tx, by: { id: string } | { code: string }): Promise<Account> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.account.findFirst({ where: { workspaceId, ...by } })
  if (!row && 'code' in by && !/^\d+$/.test(by.code)) return pickAccount(await listAccounts(sqlInTx(tx)), by.code)
  if (!row) throw notFound(`There is no account ${'code' in by ? by.code : by.id}.`, by)
  return toAccount(row)
}

/** Every account in the chart's order. */
export const listAccounts = async (read: SqlScope): Promise<Account[]> =>
  read.sql<Account[]>`
    select id, code, name, kind, control, purpose, active, restricted, monetary from account
    where workspace_id = ${read.scope.workspaceId}::uuid order by code`

/** An account that a company adds itself may have no purpose. */
export type NewAccount = Omit<ChartAccount, 'purpose'> & { purpose: Purpose | null }

/** Adds those accounts that the chart doesn't have by code yet; returns how many it added. */
export async function addAccounts(tx: Tx, chart: readonly NewAccount[]): Promise<number> {
  const { workspaceId } = tx.scope
  const { count } = await tx.prisma.account.createMany({
    data: chart.map((account) => ({
      workspaceId,
      id: tx.newId(),
      code: account.code,
      name: account.name,
      nameKey: nameKey(account.name),
      kind: account.kind,
      control: account.control ?? null,
      purpose: account.purpose,
      restricted: isPayroll(account.purpose),
    })),
    skipDuplicates: true,
  })
  return count
}

/** The whole chart, in its order. */
export async function findAccounts(tx: Tx): Promise<Account[]> {
  const rows = await tx.prisma.account.findMany({
    where: { workspaceId: tx.scope.workspaceId },
    orderBy: { code: 'asc' },
  })
  return rows.map(toAccount)
}

export async function saveAccount(tx: Tx, { id, ...account }: Account): Promise<void> {
  const data = { ...account, nameKey: nameKey(account.name) }
  await tx.prisma.account.update({ where: { workspaceId_id: { workspaceId: tx.scope.workspaceId, id } }, data })
}

export const countPostings = (tx: Tx, accountId: string): Promise<number> =>
  tx.prisma.posting.count({ where: { workspaceId: tx.scope.workspaceId, accountId }, take: 1 })

type Row = Omit<Account, 'kind' | 'control' | 'purpose'> & {
  kind: string
  control: string | null
  purpose: string | null
}

const toAccount = ({ id, code, name, kind, control, purpose, active, restricted, monetary }: Row): Account => ({
  id,
  code,
  name,
  kind: kind as AccountKind,
  control: control as Control | null,
  purpose: purpose as Purpose | null,
  active,
  restricted,
  monetary,
})
