import type { SqlScope } from '../../db/sql-workspace.js'
import { dateIn, type IsoDate } from '../../lib/dates.js'
import { invalid, notFound } from '../../lib/errors.js'
import type { PostalAddress } from '../crm/company.js'
import type { Known } from '../ledger/known.js'
import { type Letterhead, letterheadOf } from './letterhead.js'
import { listClaims } from './list-claims.js'
import { type StatementOfCurrency, statementsOf } from './statement.js'
import { listMovements, listOpening, listOpenOf } from './statement-store.js'

/** Everything that stands on a statement of account: what the card, the PDF and the mail are made from. */
export type StatementDocument = {
  from: IsoDate
  to: IsoDate
  seller: { name: string; country: string; letterhead: Letterhead }
  buyer: { name: string; ref: string; taxId: string | null; address: PostalAddress | null; attention: null }
  currencies: readonly StatementOfCurrency[]
}

type Head = {
  seller: string
  sellerCountry: string
  timeZone: string
  settings: unknown
  name: string
  ref: string
  taxId: string | null
  address: PostalAddress | null
}

/** A customer's account in those days, in every currency; with `known` as it was known then. Throws `not_found`, and `invalid` where it would end before it begins. */
export async function getStatement(
  read: SqlScope,
  { companyId, from, to }: { companyId: string; from: IsoDate; to: IsoDate },
  known: Known | null = null,
): Promise<StatementDocument> {
  if (from > to) throw invalid(`The statement would end (${to}) before it begins (${from}).`)
  const { sql, scope } = read
  const [[head], opening, movements, open] = await Promise.all([
    sql<Head[]>`
      select w.name as seller, w.country as "sellerCountry", w.time_zone as "timeZone", w.settings, c.name, c.ref, c.tax_id as "taxId", c.address
      from company c join workspace w on w.id = c.workspace_id
      where c.workspace_id = ${scope.workspaceId} and c.id = ${companyId}`,
    listOpening(read, companyId, from, known),
    listMovements(read, companyId, { from, to }, known),
    listOpenOf(read, companyId, to, known),
  ])
  if (!head) throw notFound('There is no such company.', { companyId })
  const { seller, sellerCountry, timeZone, settings, ...buyer } = head
  const today = dateIn(timeZone, read.now)
  // As it was known then nobody asks what a reminder had said.
  const interest = known === null ? await listClaims(read, { companyId }, { through: to < today ? to : today }) : []
  return {
    from,
    to,
    seller: { name: seller, country: sellerCountry, letterhead: letterheadOf(settings) },
    buyer: { ...buyer, attention: null },
    currencies: statementsOf({ opening, movements, open, interest }, to),
  }
}
