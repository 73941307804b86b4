import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { addDays, fromDbDate, type IsoDate, shortDate, toDbDate } from '../../lib/dates.js'
import { notFound, refused } from '../../lib/errors.js'
import { type FxRate, GREATEST_AGE_DAYS, greatestAge, RATE_AGE, type RateKind } from './fx-rate.js'

/** How old a rate of the company may be, in days. */
async function ageOf(tx: Tx): Promise<number> {
  const { settings } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: tx.scope.workspaceId } })
  return greatestAge(settings as Record<string, unknown>)
}

/** The newest rate of a currency on or before a date, if it is young enough to be used. */
async function findRate(tx: Tx, currency: string, date: IsoDate, kind: RateKind = 'spot'): Promise<FxRate | null> {
  const age = await ageOf(tx)
  const row = await tx.prisma.fxRate.findFirst({
    where: {
      workspaceId: tx.scope.workspaceId,
      currency,
      kind,
      date: { lte: toDbDate(date), gte: toDbDate(addDays(date, -age)) },
    },
    orderBy: { date: 'desc' },
  })
  return row && { currency, kind, date: fromDbDate(row.date), rate: row.rate.toFixed(), source: row.source }
}

/**
 * The rate at which a document of a day is posted: the newest spot rate on or before it. Throws `refused` with how to set one
 * where there is none that is young enough.
 */
export async function getRate(tx: Tx, currency: string, date: IsoDate): Promise<FxRate> {
  const found = await findRate(tx, currency, date)
  if (found) return found
  throw refused(
    `There is no exchange rate of ${currency} for ${shortDate(date)} or the ${await ageOf(tx)} days before it. Set it and try again: fx set ${currency} rate:1.0834 date:${date}`,
    { currency, date },
  )
}

/** The closing rate of a day, else its spot rate. Throws `refused` with the way out where neither is young enough. */
export async function getClosingRate(tx: Tx, currency: string, date: IsoDate): Promise<FxRate> {
  const found = (await findRate(tx, currency, date, 'closing')) ?? (await findRate(tx, currency, date))
  if (found) return found
  throw refused(
    `There is no rate of ${currency} for ${date}, nor for the ${await ageOf(tx)} days before. Set one: fx set ${currency} rate:… date:${date} kind:closing`,
    { currency, date },
  )
}

/** The closing rates of a day by currency, as `getClosingRate` chooses each; a currency without one is absent. */
export async function listClosingRates({ sql, scope }: SqlScope, date: IsoDate): Promise<Map<string, string>> {
  const rows = await sql<{ currency: string; rate: string }[]>`
    select distinct on (currency) currency, trim_scale(rate)::text as rate from fx_rate
    where workspace_id = ${scope.workspaceId} and kind in ('closing', 'spot')
      and date between ${date}::date - coalesce((select nullif(w.settings ->> ${RATE_AGE}, '')::int from workspace w
        where w.id = ${scope.workspaceId}), ${GREATEST_AGE_DAYS}) and ${date}::date
    order by currency, kind = 'closing' desc, date desc`
  return new Map(rows.map(({ currency, rate }) => [currency, rate]))
}

/** The rate of just this day. */
export async function findRateOfDay(tx: Tx, currency: string, date: IsoDate, kind: RateKind): Promise<FxRate | null> {
  const found = await findRate(tx, currency, date, kind)
  return found?.date === date ? found : null
}

/** One rate a currency, kind and day: a second one takes the first one's place, and the audit keeps both. */
export async function putRate(tx: Tx, { date, ...rate }: FxRate): Promise<{ id: string; version: number }> {
  const { workspaceId } = tx.scope
  const { currency, kind } = rate
  await tellOfRate(tx, currency)
  return tx.prisma.fxRate.upsert({
    select: { id: true, version: true },
    where: { workspaceId_currency_kind_date: { workspaceId, currency, kind, date: toDbDate(date) } },
    create: { ...rate, workspaceId, id: tx.newId(), date: toDbDate(date) },
    update: { rate: rate.rate, source: rate.source },
  })
}

/** Throws `not_found`. */
export async function removeRate(tx: Tx, currency: string, date: IsoDate, kind: RateKind): Promise<FxRate> {
  const found = await findRateOfDay(tx, currency, date, kind)
  if (!found) throw notFound(`There is no ${kind} rate of ${currency} for ${date}.`, { currency, date, kind })
  const { workspaceId } = tx.scope
  await tx.prisma.fxRate.deleteMany({ where: { workspaceId, currency, kind, date: toDbDate(date) } })
  await tellOfRate(tx, currency)
  return found
}

/** What is held in it may be worth something else now. Files of rates are many rows, and nobody waits for them. */
async function tellOfRate(tx: Tx, currency: string): Promise<void> {
  if (tx.scope.via !== 'import' && tx.scope.via !== 'demo') await tx.outbox('fx.rate-changed', { currency })
}

/** Newest first; of one currency, or of all. */
export const listRates = ({ sql, scope }: SqlScope, currency: string | null, most: number): Promise<FxRate[]> => sql<
  FxRate[]
>`
  select currency, date, kind, trim_scale(rate)::text as rate, source from fx_rate
  where workspace_id = ${scope.workspaceId} and (${currency}::text is null or currency = ${currency})
  order by date desc, currency, kind limit ${most}`
