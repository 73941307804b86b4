import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import { minorDigits, UNUSUAL_DIGITS } from '../../lib/money.js'

/**
 * An amount of a document in the base currency at its own rate (null: it is in that currency), as the books took it. What needs no rate is taken
 * as it is, and all of it as whole minor units: reckoning 200,000 invoices by a power of ten each, or adding them up as decimals, took longer than all
 * else of a report.
 */
export const inBaseSql = (
  { sql }: SqlScope,
  base: string,
  { minor, currency, rate }: { minor: SqlPart; currency: SqlPart; rate: SqlPart },
): SqlPart => sql`
  case when ${rate} is null then ${minor} else round(${minor} * ${rate} * power(10::numeric,
    ${minorDigits(base)}::int - coalesce((${JSON.stringify(UNUSUAL_DIGITS)}::text::jsonb ->> ${currency})::int, 2)))::bigint end`
