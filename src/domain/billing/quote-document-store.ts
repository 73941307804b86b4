import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { PostalAddress } from '../crm/company.js'
import { invoiceAmounts, type TaxRate } from './invoice-amounts.js'
import type { DocumentLine } from './invoice-document.js'
import { letterheadOf } from './letterhead.js'
import type { QuoteStatus } from './quote.js'
import type { QuoteDocument } from './quote-document.js'

type Head = {
  id: string
  name: string
  status: QuoteStatus
  title: string
  currency: string
  date: IsoDate
  validUntil: IsoDate
  note: string | null
  discountBp: number | null
  discountMinor: bigint | null
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  companyId: string
  ownerId: string
  by: string
  seller: string
  sellerCountry: string
  settings: unknown
  buyer: {
    name: string
    ref: string
    taxId: string | null
    address: PostalAddress | null
    attention: string | null
    email: string | null
  }
  deal: { id: string; ref: string; title: string }
}

type Line = Omit<DocumentLine, 'tax' | 'taxRate' | 'serviceFrom' | 'serviceTo'> & {
  deliveryOn: IsoDate | null
  tax: TaxRate | null
}

/** Everything that stands on a quote, in one round trip. Throws `not_found`. */
export async function getQuoteDocument(read: SqlScope, quoteId: string): Promise<QuoteDocument> {
  const [[head], lines] = await Promise.all([headOf(read, quoteId), linesOf(read, quoteId)])
  if (!head) throw notFound('There is no such quote.', { quoteId })
  const { seller, sellerCountry, settings, discountBp, discountMinor, buyer, ...rest } = head
  const amounts = invoiceAmounts(lines, { discountBp, discountMinor })
  return {
    ...rest,
    seller: { name: seller, country: sellerCountry, letterhead: letterheadOf(settings) },
    buyer: { ...buyer, format: 'pdf' },
    lines: lines.map(({ tax, deliveryOn, description, ...line }) => ({
      ...line,
      description: deliveryOn ? `${description}, delivery ${shortDate(deliveryOn)}` : description,
      tax: tax && tax.name,
      taxRate: tax,
      serviceFrom: null,
      serviceTo: null,
    })),
    discount: amounts.allowanceMinor === 0n ? null : { minor: amounts.allowanceMinor, bp: discountBp },
    taxes: amounts.taxes,
  }
}

const headOf = ({ sql, scope }: SqlScope, quoteId: string) => sql<Head[]>`
  select q.id, q.ref as name, q.status, q.title, q.currency, q.quote_date::text as date, q.valid_until::text as "validUntil", q.note,
    q.discount_bp as "discountBp", q.discount_minor as "discountMinor", q.net_minor as "netMinor", q.tax_minor as "taxMinor",
    q.total_minor as "totalMinor", q.company_id as "companyId", q.owner_id as "ownerId", o.name as by,
    w.name as seller, w.country as "sellerCountry", w.settings,
    jsonb_build_object('name', c.name, 'ref', c.ref, 'taxId', c.tax_id, 'address', c.address, 'attention', p.name,
      'email', c.billing_email) as buyer,
    jsonb_build_object('id', d.id, 'ref', d.ref, 'title', d.title) as deal
  from quote q
  join workspace w on w.id = q.workspace_id
  join company c on c.workspace_id = q.workspace_id and c.id = q.company_id
  join deal d on d.workspace_id = q.workspace_id and d.id = q.deal_id
  join staff o on o.workspace_id = q.workspace_id and o.id = q.owner_id
  left join contact p on p.workspace_id = q.workspace_id and p.id = q.contact_id
  where q.workspace_id = ${scope.workspaceId}::uuid and q.id = ${quoteId}::uuid`

const linesOf = ({ sql, scope }: SqlScope, quoteId: string) => sql<Line[]>`
  select l.position, l.description, l.quantity_milli as "quantityMilli", l.unit_price_minor as "unitPriceMinor",
    l.discount_bp as "discountBp", l.net_minor + l.allowance_minor as "netMinor", l.unit, l.delivery_on::text as "deliveryOn",
    case when t.id is not null then jsonb_build_object('id', t.id, 'code', t.code, 'category', t.category, 'name', t.name,
      'ratePpm', t.rate_ppm, 'accountId', null) end as tax
  from quote_line l
  left join tax_code t on t.workspace_id = l.workspace_id and t.id = l.tax_code_id
  where l.workspace_id = ${scope.workspaceId}::uuid and l.quote_id = ${quoteId}::uuid order by l.position`
