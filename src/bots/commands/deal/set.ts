import { changeDeal, type DealDetails } from '../../../domain/crm/change-deal.js'
import { changedCustom } from '../../../domain/crm/custom-field.js'
import { type Deal, FORECASTS, type Forecast } from '../../../domain/crm/deal.js'
import { getDealRow } from '../../../domain/crm/deal-list-store.js'
import { getDeal } from '../../../domain/crm/deal-store.js'
import { editedTags, readTagEdits } from '../../../domain/crm/tag.js'
import { invalid } from '../../../lib/errors.js'
import { fromDecimal, toDecimal } from '../../../lib/money.js'
import { valid } from '../../../lib/valid.js'
import { defined } from '../company/company-params.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { namesInTx, ownChanges, ownInitials, ownValues } from '../own-values.js'
import { type ArgsOf, clearable, optional, target } from '../params.js'
import type { Change } from '../reply.js'
import { undoOf } from '../restore.js'
import { dealActions } from './deal-actions.js'
import { changedData, dealChanges } from './deal-change.js'

const params = {
  deal: target('deal', 'Deal'),
  title: optional('text', 'Title'),
  amount: clearable('amount', 'Amount'),
  currency: optional('text', 'Currency', { hint: 'The same figure in another currency: USD' }),
  probability: clearable('percent', 'Probability', { hint: 'Instead of the stage’s' }),
  forecast: clearable('choice', 'Forecast', { choices: FORECASTS }),
  close: clearable('date', 'Expected close'),
  source: clearable('text', 'Source'),
  po: clearable('text', 'PO number'),
  company: optional('record', 'Company', { record: 'company' }),
  contact: clearable('record', 'Contact', { record: 'contact' }),
  tag: optional('text', 'Tags', { hint: 'berlin adds one, -berlin takes it away' }),
}

export default defineCommand({
  name: 'deal set',
  summary: 'Change what is kept about a deal; `source:none` empties a field',
  example: 'deal set DEAL-12 amount:60k close:2027-01-15 forecast:commit',
  params,
  needs: 'deal.write',
  risk: 'reversible',
  fieldsOf: 'deal',
  current: async (context, read, { id }) => {
    const deal = await getDealRow(read, id)
    return defined({
      title: deal.title,
      amount: deal.amount ?? undefined,
      probability: deal.ownProbability ? deal.probability : undefined,
      forecast: deal.forecastCategory ?? undefined,
      close: deal.expectedClose ?? undefined,
      source: deal.source ?? undefined,
      po: deal.poNumber ?? undefined,
      company: { kind: 'company', ...deal.company, title: deal.company.name },
      contact: deal.contact ? { kind: 'contact', ...deal.contact, title: deal.contact.name } : undefined,
      ...(await ownInitials(context, read, 'deal set', deal.custom)),
    })
  },
  run: async (context, { deal: { id }, ...args }, tx) => {
    const deal = await getDeal(tx, id)
    refuseOthers(context.asker, 'deal.write', deal)
    const details = detailsOf(context, args, deal)
    if (Object.keys(details).length === 0) throw invalid(`What is to change? deal set ${deal.ref} amount:60k`)
    const change = await changeDeal(tx, id, details)
    const { before, after } = change
    const names = await namesInTx(tx, [before.custom, after.custom], [...partiesOf(before), ...partiesOf(after)])
    const changes = [
      ...dealChanges(change),
      ...partyChanges(change, names),
      ...ownChanges(context, 'deal', [before.custom, after.custom], names),
    ]
    return {
      headline: `${after.ref} ${after.title} is ${changes.length === 0 ? 'so already' : 'changed'}`,
      changes,
      actions: dealActions(context.asker, after),
      ...(changes.length > 0 && { undo: undoOf(context, tx, 'deal restore') }),
      data: { ...changedData(change), probability: after.probability, forecast: after.forecastCategory },
    }
  },
})

type Args = Omit<ArgsOf<typeof params>, 'deal'>

function detailsOf(context: CommandContext, args: Args, deal: Deal): DealDetails {
  const { amount, currency, company, contact, tag } = args
  const custom = ownValues(context, 'deal set', args)
  return defined({
    title: args.title?.trim(),
    amount,
    probability: args.probability,
    forecastCategory: args.forecast as Forecast | null | undefined,
    expectedClose: args.close,
    source: args.source,
    poNumber: args.po,
    companyId: company?.id,
    contactId: contact === null ? null : contact?.id,
    tags: tag === undefined ? undefined : valid(editedTags(deal.tags, valid(readTagEdits(tag)))),
    custom: Object.keys(custom).length > 0 ? changedCustom(deal.custom, custom) : undefined,
    ...(currency && !amount ? inCurrency(currency, deal.amount) : {}),
  }) as DealDetails
}

/** The same figure in another currency: what was typed in the wrong one. Throws `invalid` for what is no currency. */
function inCurrency(typed: string, amount: Deal['amount']): DealDetails {
  const currency = typed.trim().toUpperCase()
  if (!Intl.supportedValuesOf('currency').includes(currency))
    throw invalid(`"${typed}" is no currency: write it like EUR.`)
  return amount ? { amount: fromDecimal(toDecimal(amount), currency) } : { currency }
}

const partiesOf = ({ companyId, contactId }: Deal): (string | null)[] => [companyId, contactId]

function partyChanges({ before, after }: { before: Deal; after: Deal }, names: ReadonlyMap<string, string>): Change[] {
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  return [
    { label: 'Company', before: named(before.companyId), after: named(after.companyId) },
    { label: 'Contact', before: named(before.contactId), after: named(after.contactId) },
  ].filter((change) => change.before !== change.after)
}
