import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoMonth } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { fromDecimal } from '../../lib/money.js'
import { listPlanned, listPlannedBalances } from '../ledger/budget-store.js'
import { listAllMovements, listMonthlyResults, listUnadjustedResults, type Months } from '../ledger/monthly-store.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { CheckPeriod } from './define-check.js'
import { balanceLines, type FluxLimits, type FluxLine, fluxLines, fluxSpans, isYear } from './flux.js'

export type FluxComment = { code: string; text: string; movementMinor: bigint; byName: string }

/** Every account in a close with what it is compared to, and what was said of it; in the chart's order. */
export async function loadFlux(
  read: SqlScope,
  period: CheckPeriod,
): Promise<{ lines: FluxLine[]; comments: ReadonlyMap<string, FluxComment> }> {
  const spans = fluxSpans(period)
  const results = isYear(spans) ? listMonthlyResults : listUnadjustedResults
  const sides = {
    now: await results(read, spans.now),
    last: await results(read, spans.last),
    lastYear: await results(read, spans.lastYear),
    budget: await plannedResults(read, spans.now),
  }
  const limits = await getLimits(read)
  const moved = await listAllMovements(read, { from: EARLIEST, to: spans.now.to })
  const budget = await plannedBalances(read, spans.now.to)
  const balances = balanceLines(moved, spans, { banks: await listBankBooks(read), limits, budget })
  const lines = [...fluxLines(sides, limits), ...balances].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return { lines, comments: await listComments(read, period.closeId) }
}

/** Accounts that moved far and of which nobody said why they stand where they do. */
export const unexplained = (
  lines: readonly FluxLine[],
  comments: ReadonlyMap<string, Pick<FluxComment, 'movementMinor'>>,
): FluxLine[] =>
  lines.filter(({ code, nowMinor, farFrom }) => farFrom.length > 0 && comments.get(code)?.movementMinor !== nowMinor)

/** No books begin before. */
const EARLIEST = '1900-01'

/** Accounts that stand for one at a bank. */
async function listBankBooks({ sql, scope }: SqlScope): Promise<ReadonlySet<string>> {
  const rows = await sql<{ accountId: string }[]>`
    select account_id as "accountId" from bank_account where workspace_id = ${scope.workspaceId}`
  return new Set(rows.map(({ accountId }) => accountId))
}

/** Income and expense are planned above zero; here an expense is below, as in profit and loss. */
async function plannedResults(read: SqlScope, months: Months): Promise<ReadonlyMap<string, bigint>> {
  const planned = await listPlanned(read, months)
  return new Map(planned.map(({ code, kind, minor }) => [code, kind === 'income' ? minor : -minor]))
}

/** What is owed is planned above zero as well; here it is below, as flux shows it. */
async function plannedBalances(read: SqlScope, month: IsoMonth): Promise<ReadonlyMap<string, bigint>> {
  const planned = await listPlannedBalances(read, month)
  return new Map(planned.map(({ code, kind, minor }) => [code, kind === 'asset' ? minor : -minor]))
}

/** What was said of large moves in a close, by account. */
export async function listComments(
  { sql, scope }: SqlScope,
  closeId: string,
): Promise<ReadonlyMap<string, FluxComment>> {
  const rows = await sql<FluxComment[]>`
    select a.code, f.text, f.movement_minor as "movementMinor", s.name as "byName"
    from flux_comment f
    join account a on a.workspace_id = f.workspace_id and a.id = f.account_id
    join staff s on s.workspace_id = f.workspace_id and s.id = f.by_id
    where f.workspace_id = ${scope.workspaceId} and f.close_id = ${closeId} order by a.code`
  return new Map(rows.map((row) => [row.code, row]))
}

/** As the company set them; by default 1,000 of its currency, and 10 %. */
async function getLimits(read: SqlScope): Promise<FluxLimits> {
  const { settings, baseCurrency } = await getWorkspace(read)
  const [above, percent] = [settings['fluxAboveMinor'], settings['fluxAbovePercent']]
  return {
    aboveMinor: typeof above === 'string' ? BigInt(above) : fromDecimal('1000', baseCurrency).minor,
    abovePercent: typeof percent === 'string' ? BigInt(percent) : 10n,
  }
}

/** Says of an account in a close why it moved to where it stands; a second word takes the first one's place. Throws `not_found`. */
export async function putFluxComment(
  tx: Tx,
  comment: { closeId: string; code: string; text: string; movementMinor: bigint; byId: string },
): Promise<{ before: string | null }> {
  const { workspaceId } = tx.scope
  const { closeId, code, ...said } = comment
  const account = await tx.prisma.account.findFirst({ where: { workspaceId, code }, select: { id: true } })
  if (!account) throw notFound(`There is no account ${code}.`, { code })
  const key = { workspaceId, closeId, accountId: account.id }
  const before = await tx.prisma.fluxComment.findUnique({ where: { workspaceId_closeId_accountId: key } })
  if (before)
    await tx.prisma.fluxComment.update({ where: { workspaceId_id: { workspaceId, id: before.id } }, data: said })
  else await tx.prisma.fluxComment.create({ data: { ...key, ...said, id: tx.newId() } })
  await tx.outbox('close.explained', { closeId })
  return { before: before?.text ?? null }
}
