import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import type { PostalAddress } from '../crm/company.js'
import { inBase } from '../ledger/base-rate.js'
import type { InvoiceKind, InvoiceStatus } from './invoice.js'
import { keptTaxes, type TaxRate } from './invoice-amounts.js'
import type { DocumentLine, InvoiceDocument } from './invoice-document.js'
import { letterheadOf } from './letterhead.js'

type Head = {
  id: string
  kind: InvoiceKind
  name: string
  status: InvoiceStatus
  taxPoint: IsoDate | null
  fxRate: string | null
  base: string
  corrects: { name: string; date: IsoDate | null } | null
  currency: string
  date: IsoDate
  dueDate: IsoDate | null
  termsDays: number
  poNumber: string | null
  note: string | null
  discountBp: number | null
  discountMinor: bigint | null
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  seller: string
  sellerCountry: string
  settings: unknown
  buyer: string
  buyerRef: string
  buyerTaxId: string | null
  buyerAddress: PostalAddress | null
  attention: string | null
  buyerEmail: string | null
  format: 'pdf' | 'ubl'
}

type Line = Omit<DocumentLine, 'tax' | 'taxRate'> & {
  category: string | null
  taxId: string | null
  taxCode: string | null
  taxName: string | null
  ratePpm: number | null
  taxMinor: bigint
  /** Its share of what is taken off the whole. */
  allowanceMinor: bigint
}

/** Everything that stands on an invoice, drafts included, in one round trip. Throws `not_found`. */
export async function getInvoiceDocument(read: SqlScope, invoiceId: string): Promise<InvoiceDocument> {
  const [heads, lines] = await Promise.all([headOf(read, invoiceId), linesOf(read, invoiceId)])
  const head = heads[0]
  if (!head) throw notFound('There is no such invoice.', { invoiceId })
  const {
    seller,
    sellerCountry,
    settings,
    buyer,
    buyerRef,
    buyerTaxId,
    buyerAddress,
    attention,
    buyerEmail,
    format,
    ...more
  } = head
  const { fxRate: _rate, base: _base, discountBp, discountMinor: _off, ...rest } = more
  const charges = lines.map((line) => ({ ...line, tax: taxOf(line) }))
  const taxes = keptTaxes(charges.map((line) => ({ ...line, netMinor: line.netMinor - line.allowanceMinor })))
  const allowanceMinor = lines.reduce((sum, line) => sum + line.allowanceMinor, 0n)
  const settled = head.status === 'draft' || head.status === 'void' ? 0n : head.totalMinor - head.openMinor
  return {
    ...rest,
    seller: { name: seller, country: sellerCountry, letterhead: letterheadOf(settings) },
    buyer: {
      name: buyer,
      ref: buyerRef,
      taxId: buyerTaxId,
      address: buyerAddress,
      attention,
      email: buyerEmail,
      format,
    },
    taxInBooks: taxInBooks(head),
    lines: charges.map(({ tax, ...line }) => ({ ...lineFields(line), tax: tax && tax.name, taxRate: tax })),
    discount: allowanceMinor === 0n ? null : { minor: allowanceMinor, bp: discountBp },
    taxes,
    paidMinor: settled,
  }
}

/** A tax of a document in another currency is reported at the document's rate. */
function taxInBooks({ currency, base, fxRate, taxMinor }: Head): InvoiceDocument['taxInBooks'] {
  if (fxRate === null || taxMinor === 0n) return null
  return { currency: base, minor: inBase({ minor: taxMinor, currency }, { base, rate: fxRate }) }
}

const lineFields = ({
  taxId: _id,
  taxCode: _code,
  taxName: _name,
  ratePpm: _rate,
  category: _category,
  taxMinor: _tax,
  allowanceMinor: _allowance,
  ...line
}: Line) => line

const headOf = ({ sql, scope }: SqlScope, invoiceId: string) => sql<Head[]>`
  select i.id, i.kind, coalesce(i.number, i.ref) as name, i.status, i.tax_point as "taxPoint", trim_scale(i.fx_rate)::text as "fxRate",
    w.base_currency as base, case when o.id is not null then jsonb_build_object('name', o.number, 'date', o.issue_date) end as corrects, i.currency, coalesce(i.issue_date, i.draft_date) as date,
    i.due_date as "dueDate", i.terms_days as "termsDays", i.po_number as "poNumber", i.note,
    i.discount_bp as "discountBp", i.discount_minor as "discountMinor", i.net_minor as "netMinor",
    i.tax_minor as "taxMinor", i.total_minor as "totalMinor", i.open_minor as "openMinor",
    w.name as seller, w.country as "sellerCountry", w.settings, c.name as buyer, c.ref as "buyerRef",
    c.tax_id as "buyerTaxId", c.address as "buyerAddress", p.name as attention, c.billing_email as "buyerEmail",
    c.invoice_format as format
  from invoice i
  join workspace w on w.id = i.workspace_id
  join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
  left join contact p on p.workspace_id = i.workspace_id and p.id = i.contact_id
  left join invoice o on o.workspace_id = i.workspace_id and o.id = i.corrects_id
  where i.workspace_id = ${scope.workspaceId} and i.id = ${invoiceId}`

const linesOf = ({ sql, scope }: SqlScope, invoiceId: string) => sql<Line[]>`
  select l.position, l.description, l.quantity_milli as "quantityMilli", l.unit_price_minor as "unitPriceMinor",
    l.discount_bp as "discountBp", l.net_minor + l.allowance_minor as "netMinor", l.tax_minor as "taxMinor", l.allowance_minor as "allowanceMinor", l.unit, l.service_from as "serviceFrom", l.service_to as "serviceTo",
    t.id as "taxId", t.code as "taxCode", t.category, t.name as "taxName",
    t.rate_ppm as "ratePpm"
  from invoice_line l
  left join tax_code t on t.workspace_id = l.workspace_id and t.id = l.tax_code_id
  where l.workspace_id = ${scope.workspaceId} and l.invoice_id = ${invoiceId} order by l.position`

const taxOf = (line: Line): TaxRate | null =>
  line.taxId === null ||
  line.taxCode === null ||
  line.taxName === null ||
  line.ratePpm === null ||
  line.category === null
    ? null
    : {
        id: line.taxId,
        code: line.taxCode,
        category: line.category,
        name: line.taxName,
        ratePpm: line.ratePpm,
        accountId: null,
      }
