import type { Tx } from '../../db/in-workspace.js'
import { writeCompanies } from '../../domain/crm/company-set-store.js'
import type { Deal } from '../../domain/crm/deal.js'
import { dealTotal } from '../../domain/crm/deal-line.js'
import { type DealWhole, listTitledDeals, loadDeals, writeDeals } from '../../domain/crm/deal-set-store.js'
import { isInvoiced } from '../../domain/crm/deal-store.js'
import { dateIn } from '../../lib/dates.js'
import { type Money, money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import { type Field, type ImportContext, type ImportRecord, RowFault, type Values } from '../define-import.js'
import { amountOf } from '../each-record.js'
import { dealLinesOf } from './deal-lines.js'
import { type Standing, standingOf } from './deal-standing.js'
import { sinceOf, stepsTo } from './deal-steps.js'
import { type CompanyFinder, companyFinder, companyIndex, companyNames, type FoundCompany } from './find-companies.js'
import { type ContactFinder, contactFinder } from './find-contacts.js'
import { type PeopleFinder, peopleFinder } from './find-people.js'
import { type ProductFinder, productFinder } from './find-products.js'
import { type StageFinder, stageFinder } from './find-stages.js'
import { companiesToMake } from './made-companies.js'
import { type OwnValues, ownValues } from './own-fields.js'
import { withTags } from './take-companies.js'
import type { Intake } from './take-records.js'

type Given = {
  tx: Tx
  companies: CompanyFinder
  contacts: ContactFinder
  people: PeopleFinder
  products: ProductFinder
  stages: StageFinder
  own: OwnValues
}

/** What the deals of a chunk need, looked up for all of them. */
export async function dealIntake(
  tx: Tx,
  fields: Readonly<Record<string, Field>>,
  records: readonly ImportRecord[],
  context: ImportContext,
): Promise<Intake<DealWhole>> {
  const rows = records.flatMap(({ rows: of }) => of.map(({ values }) => values))
  const index = await companyIndex(tx, rows.map(companyNames), context)
  const people = await peopleFinder(
    tx,
    rows.map(({ owner }) => owner),
    context,
  )
  const companies = companyFinder(tx, index, context)
  const given: Given = {
    tx,
    companies,
    people,
    contacts: await contactFinder(tx, rows, context),
    products: await productFinder(
      tx,
      rows.map(({ product }) => product),
      context,
    ),
    stages: await stageFinder(tx, context),
    own: await ownValues(tx, 'deal', fields, people),
  }
  const placeOf = ({ company = '', companyid }: Values) =>
    (companyid && index.byKey(companyid)?.id) || index.named(company)[0]?.id
  const titled = await listTitledDeals(
    tx,
    rows.map(({ title = '' }) => nameKey(title)),
    rows.flatMap((values) => placeOf(values) ?? []),
  )
  return {
    alike: (record) => {
      const values = valuesOf(record)
      const place = placeOf(values)
      const same = titled.filter((each) => each.titleKey === nameKey(values['title'] ?? '') && each.companyId === place)
      return same.map(({ id }) => id)
    },
    load: (ids) => loadDeals(tx, ids),
    decide: (record, before) => dealOf(record, before, given),
    write: async (changes) => {
      const used = new Set(changes.map(({ after }) => after.deal.companyId))
      await writeCompanies(tx, companiesToMake(companies, used))
      await writeDeals(tx, changes)
    },
  }
}

const valuesOf = ({ rows }: ImportRecord): Values => rows[0]?.values ?? {}

async function dealOf(record: ImportRecord, before: DealWhole | null, given: Given): Promise<DealWhole> {
  const values = valuesOf(record)
  const standing = standingOf(values, dateIn('UTC', given.tx.now))
  const company = given.companies.find(values)
  const companyId = company?.id ?? before?.deal.companyId
  if (companyId === undefined) throw new RowFault('company', null, 'It does not say whose deal it is.')
  await requireMovable(given.tx, before?.deal ?? null, companyId, values)
  const contactId = given.contacts(values, companyId) ?? before?.deal.contactId ?? null
  const ownerId = await ownerOf(values, before?.deal ?? null, { company, people: given.people })
  const currency = values['currency'] ?? before?.deal.currency ?? company?.currency ?? ''
  const own = await given.own(values, currency)
  const said = amountOf(values, 'amount', currency) ?? before?.deal.amount ?? null
  if (said !== null && said.minor < 0n) throw new RowFault('amount', values['amount'], 'An amount can not be negative.')
  const lines = await dealLinesOf(record.rows, currency, given.products)
  const amount = lines.length > 0 ? wholeOf(lines, currency) : said
  const { stage, via } = await given.stages(values, standing)
  const state = { companyId, contactId, ownerId, amount, currency, stageId: stage.id }
  const deal = withDetails(before?.deal ?? blankDeal(given.tx, values), values, { standing, own, state })
  return {
    id: deal.id,
    deal: { ...deal, stageSince: sinceOf(before?.deal ?? null, deal, standing, given.tx.now) },
    lines: lines.length > 0 && !sameLines(lines, before) ? lines : (before?.lines ?? []),
    steps: stepsTo(before?.deal ?? null, deal, { standing, viaId: via.id, now: given.tx.now }),
    begunAt: before === null && standing.begunOn !== null ? noonOf(standing.begunOn) : null,
  }
}

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)

const sameLines = (lines: DealWhole['lines'], before: DealWhole | null): boolean =>
  lines.length === before?.lines.length && lines.every((line, at) => said(line) === said(before.lines[at]))
const said = (line: DealWhole['lines'][number] | undefined): string =>
  line === undefined ? '' : [line.productId, line.quantityMilli, line.unitPriceMinor, line.discountBp].join(' ')

const wholeOf = (lines: DealWhole['lines'], currency: string): Money => money(dealTotal(lines) ?? 0n, currency)

/** A deal that was invoiced stays its customer's. */
async function requireMovable(tx: Tx, deal: Deal | null, companyId: string, { company }: Values): Promise<void> {
  if (deal && deal.companyId !== companyId && (await isInvoiced(tx, deal.id)))
    throw new RowFault('company', company, `${deal.ref} is on an invoice of its customer, so it stays theirs.`)
}

/** Who the row names, else who owns it or its company. */
async function ownerOf(
  { owner }: Values,
  deal: Deal | null,
  { company, people }: { company: FoundCompany | null; people: PeopleFinder },
): Promise<string> {
  if (owner !== undefined) return people(owner, 'owner')
  const found = deal?.ownerId ?? company?.ownerId
  if (!found)
    throw new RowFault('owner', null, 'It does not say whose deal it is here, and its company has no owner either.')
  return found
}

type Decided = {
  standing: Standing
  own: Deal['custom']
  state: Pick<Deal, 'companyId' | 'contactId' | 'ownerId' | 'amount' | 'currency' | 'stageId'>
}

function withDetails(deal: Deal, values: Values, { standing, own, state }: Decided): Deal {
  const { title, source, reason, next, po, tags } = values
  const { status, closedOn, expectedClose, probability } = standing
  const isClosed = status !== 'open'
  return {
    ...deal,
    ...state,
    status,
    closedOn,
    title: title?.trim().replace(/\s+/g, ' ') ?? deal.title,
    expectedClose: expectedClose ?? deal.expectedClose,
    probability: probability ?? deal.probability,
    lostReason: status === 'lost' ? (reason ?? deal.lostReason) : null,
    wonReason: status === 'won' ? (reason ?? deal.wonReason) : null,
    ownerAtCloseId: isClosed ? (deal.ownerAtCloseId ?? state.ownerId) : null,
    ...(source === undefined ? {} : { source }),
    ...(next === undefined ? {} : { nextStep: next }),
    ...(po === undefined ? {} : { poNumber: po }),
    tags: withTags(deal.tags, tags),
    custom: { ...deal.custom, ...own },
  }
}

const blankDeal = (tx: Tx, { title = '' }: Values): Deal => ({
  id: tx.newId(),
  ref: '',
  title,
  status: 'open',
  amount: null,
  currency: '',
  probability: null,
  forecastCategory: null,
  expectedClose: null,
  closedOn: null,
  stageSince: tx.now,
  nextStep: null,
  nextStepDue: null,
  source: null,
  lostReason: null,
  wonReason: null,
  poNumber: null,
  companyId: '',
  contactId: null,
  ownerId: '',
  ownerAtCloseId: null,
  stageId: '',
  tags: [],
  custom: {},
  version: 1,
})
