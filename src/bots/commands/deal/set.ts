import { changeDeal, type DealDetails } from '../../../domain/crm/change-deal.js'
import { type Deal, FORECASTS, type Forecast } from '../../../domain/crm/deal.js'
import { getDealRow } from '../../../domain/crm/deal-list-store.js'
import { invalid } from '../../../lib/errors.js'
import { fromDecimal, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { type ArgsOf, optional, target } from '../params.js'
import type { Change } from '../reply.js'
import { dealActions } from './deal-actions.js'
import { changedData, dealChanges } from './deal-change.js'

/** What can be emptied, and the field that it is. */
const EMPTIED = {
  amount: 'amount',
  probability: 'probability',
  forecast: 'forecastCategory',
  close: 'expectedClose',
  source: 'source',
  po: 'poNumber',
  contact: 'contactId',
} as const satisfies Record<string, keyof DealDetails>

const params = {
  deal: target('deal', 'Deal'),
  title: optional('text', 'Title'),
  amount: optional('amount', 'Amount'),
  currency: optional('text', 'Currency', { hint: 'The same figure in another currency: USD' }),
  probability: optional('percent', 'Probability', { hint: 'Instead of the stage’s' }),
  forecast: optional('choice', 'Forecast', { choices: FORECASTS }),
  close: optional('date', 'Expected close'),
  source: optional('text', 'Source'),
  po: optional('text', 'PO number'),
  company: optional('record', 'Company', { record: 'company' }),
  contact: optional('record', 'Contact', { record: 'contact' }),
  empty: optional('text', 'Empty', { hint: `What is to be empty: ${Object.keys(EMPTIED).join(', ')}` }),
}

export default defineCommand({
  name: 'deal set',
  summary: 'Change a deal: title, amount, probability, forecast, expected close, source, PO number, contact, company',
  example: 'deal set DEAL-12 amount:60k close:2027-01-15 forecast:commit',
  params,
  needs: 'deal.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const before = await context.read((read) => getDealRow(read, args.deal.id))
    const details = { ...given(args), ...emptied(args.empty) }
    if (args.currency && !args.amount) Object.assign(details, inCurrency(args.currency, before.amount))
    if (Object.keys(details).length === 0) throw invalid(`What is to change? deal set ${args.deal.ref} amount:60k`)
    const change = await changeDeal(tx, args.deal.id, details)
    const parties: Change[] = [
      { label: 'Company', before: before.company.name, after: args.company?.title ?? before.company.name },
      { label: 'Contact', before: before.contact?.name ?? null, after: contactAfter(args, before.contact?.name) },
    ]
    return {
      headline: `${change.after.ref} ${change.after.title} is changed`,
      changes: [...dealChanges(change), ...parties.filter((each) => each.before !== each.after)],
      actions: dealActions(context.asker, change.after),
      undo: {
        command: 'deal set',
        args: { deal: change.after.ref, ...back(change.before, details) },
        versions: { [change.after.id]: change.after.version },
      },
      data: { ...changedData(change), probability: change.after.probability, forecast: change.after.forecastCategory },
    }
  },
})

type Args = ArgsOf<typeof params>

const given = ({ title, amount, probability, forecast, close, source, po, company, contact }: Args): DealDetails => ({
  ...(title ? { title: title.trim() } : {}),
  ...(amount ? { amount } : {}),
  ...(probability === undefined ? {} : { probability }),
  ...(forecast ? { forecastCategory: forecast as Forecast } : {}),
  ...(close ? { expectedClose: close } : {}),
  ...(source ? { source } : {}),
  ...(po ? { poNumber: po } : {}),
  ...(company ? { companyId: company.id } : {}),
  ...(contact ? { contactId: contact.id } : {}),
})

function emptied(words: string | undefined): DealDetails {
  const keys = (words ?? '').split(/[\s,]+/).filter(Boolean)
  const wrong = keys.find((key) => !(key in EMPTIED))
  if (wrong) throw invalid(`"${wrong}" can't be emptied; ${Object.keys(EMPTIED).join(', ')} can.`)
  return Object.fromEntries(keys.map((key) => [EMPTIED[key as keyof typeof EMPTIED], null]))
}

/** The same figure in another currency: what was typed in the wrong one. Throws `invalid` for what is no currency. */
function inCurrency(typed: string, amount: Deal['amount']): DealDetails {
  const currency = typed.trim().toUpperCase()
  if (!Intl.supportedValuesOf('currency').includes(currency))
    throw invalid(`"${typed}" is no currency: write it like EUR.`)
  return amount ? { amount: fromDecimal(toDecimal(amount), currency) } : { currency }
}

const contactAfter = ({ contact, empty }: Args, before: string | undefined): string | null =>
  contact?.title ?? (empty?.includes('contact') ? null : (before ?? null))

/** The command's values that put back what was changed. */
function back(before: Deal, details: DealDetails): Record<string, unknown> {
  const fields = {
    title: ['title', before.title],
    amount: ['amount', before.amount],
    currency: ['currency', before.currency],
    probability: ['probability', before.probability],
    forecastCategory: ['forecast', before.forecastCategory],
    expectedClose: ['close', before.expectedClose],
    source: ['source', before.source],
    poNumber: ['po', before.poNumber],
    companyId: ['company', before.companyId],
    contactId: ['contact', before.contactId],
  } as const
  const changed = Object.keys(details).map((key) => fields[key as keyof typeof fields])
  const empty = changed.filter(([, value]) => value === null).map(([key]) => key)
  const kept: Record<string, unknown> = {}
  for (const [key, value] of changed) if (value !== null) kept[key] = value
  return { ...kept, ...(empty.length > 0 && { empty: empty.join(',') }) }
}
