import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import { minorDigits, UNUSUAL_DIGITS } from '../../lib/money.js'

/** An amount of a document in the base currency at its own rate (null: it is in that currency), as the books took it. */
export const inBaseSql = (
  { sql }: SqlScope,
  base: string,
  { minor, currency, rate }: { minor: SqlPart; currency: SqlPart; rate: SqlPart },
): SqlPart => sql`
  round(${minor} * coalesce(${rate}, 1) * power(10::numeric,
    ${minorDigits(base)}::int - coalesce((${JSON.stringify(UNUSUAL_DIGITS)}::text::jsonb ->> ${currency})::int, 2)))`
