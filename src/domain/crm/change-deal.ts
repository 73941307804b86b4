import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { getCompany } from './company-store.js'
import { getContact } from './contact-store.js'
import { type Deal, type DealChange, readTitle } from './deal.js'
import { getDeal, isInvoiced, saveDeal } from './deal-store.js'
import { emit } from './events.js'

/** What of a deal may be changed without a rule of its own. Null empties it; absent leaves it. */
export type DealDetails = Pick<
  DealChange,
  | 'title'
  | 'amount'
  | 'currency'
  | 'expectedClose'
  | 'nextStep'
  | 'nextStepDue'
  | 'probability'
  | 'forecastCategory'
  | 'source'
  | 'poNumber'
  | 'companyId'
  | 'tags'
  | 'custom'
  | 'contactId'
>

/** Changes a deal's details: the next step, the amount, when it should close. */
export async function changeDeal(tx: Tx, dealId: string, details: DealDetails): Promise<{ before: Deal; after: Deal }> {
  const before = await getDeal(tx, dealId)
  if (details.amount && details.amount.minor < 0n) throw invalid('An amount can not be negative.')
  const title = details.title === undefined ? undefined : readTitle(details.title)
  if (title && !title.ok) throw invalid(title.problem)
  const { probability } = details
  if (typeof probability === 'number' && (!Number.isInteger(probability) || probability < 0 || probability > 100))
    throw invalid('A probability is a whole percentage between 0 and 100.')
  if (details.companyId || details.contactId) await checkParties(tx, before, details)
  const after = await saveDeal(tx, before, details)
  if (before.status === 'won') await emit(tx, { kind: 'deal.changed', data: { dealId } })
  if (before.status === 'open' && before.nextStep !== after.nextStep)
    await emit(tx, { kind: 'deal.stepped', data: { dealId } })
  return { before, after }
}

/** A contact works at the deal's company or nowhere; a deal that was invoiced stays its customer's. */
async function checkParties(
  tx: Tx,
  before: Deal,
  { companyId = before.companyId, contactId }: DealDetails,
): Promise<void> {
  const company = await getCompany(tx, companyId)
  const person = contactId === undefined ? before.contactId : contactId
  const contact = person ? await getContact(tx, person) : null
  if (contact?.companyId && contact.companyId !== company.id)
    throw invalid(
      `${contact.name} (${contact.ref}) belongs to another company than ${company.name}. Give a contact as well, or empty:contact`,
    )
  if (companyId !== before.companyId && (await isInvoiced(tx, before.id)))
    throw refused(`${before.ref} is on an invoice of its customer, so it stays theirs.`)
}
