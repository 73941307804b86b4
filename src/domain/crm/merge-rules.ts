/**
 * What becomes of the references to a record that turns out to be another: `moves` with them, or with those alone that fit `where`;
 * `stays` says why they don't. `set` is what else changes with a reference that moves.
 */
export type MergeRule = { moves: true; where?: string; set?: string } | { stays: string }

const MOVES: MergeRule = { moves: true }
const POSTED = 'what is posted is never changed, and documents and control account agree company by company'

/** The first of the winner's stays the preferred one. */
const preferredOnce = (table: string): MergeRule => ({
  moves: true,
  set: `preferred = t.preferred and not exists (select from ${table} w where w.workspace_id = current_workspace() and w.contact_id = $2 and w.preferred)`,
})

/** Every foreign key to `company`. A test compares them with the catalog, so that none is forgotten. */
export const COMPANY_REFERENCES: Readonly<Record<string, MergeRule>> = {
  'company.parent_id': MOVES,
  'company.merged_into_id': MOVES,
  'company_domain.company_id': MOVES,
  'contact.company_id': MOVES,
  'deal.company_id': MOVES,
  'activity.company_id': MOVES,
  'thread_link.company_id': MOVES,
  'support_case.company_id': MOVES,
  'quote.company_id': MOVES,
  'bill_proposal.company_id': MOVES,
  'remittance.company_id': MOVES,
  'recurring_invoice.company_id': MOVES,
  'invoice.company_id': { moves: true, where: `status = 'draft'` },
  'posting.company_id': { stays: POSTED },
  'payment.company_id': { stays: POSTED },
  'bill.company_id': { stays: 'a bill is paid to bank details, and those stay' },
  'payee.company_id': { stays: 'bank details change by a second person alone' },
  'approval.company_id': { stays: 'an approval says what was decided, about whom' },
  'release_schedule.company_id': { stays: 'it goes on as its document was posted' },
  'accrual.company_id': { stays: 'it is taken back as it was posted' },
  'dunning_hold.company_id': { stays: 'it holds reminders of the documents that stay' },
  'dunning_plan.company_id': { stays: 'each day is planned anew' },
}

/** Every foreign key to `contact`. */
export const CONTACT_REFERENCES: Readonly<Record<string, MergeRule>> = {
  'contact.merged_into_id': MOVES,
  'contact_address.contact_id': preferredOnce('contact_address'),
  'contact_phone.contact_id': preferredOnce('contact_phone'),
  'company.billing_contact_id': MOVES,
  'deal.contact_id': MOVES,
  'deal_contact.contact_id': MOVES,
  'activity.contact_id': MOVES,
  'support_case.contact_id': MOVES,
  'quote.contact_id': MOVES,
  'thread_link.contact_id': MOVES,
  'invoice.contact_id': { moves: true, where: `status = 'draft'` },
}

export const REFERENCES = { company: COMPANY_REFERENCES, contact: CONTACT_REFERENCES }

/** The tables whose rows a merge may change, for its undo. */
export const mergedTables = (kind: 'company' | 'contact'): string[] => [
  ...new Set([kind, ...Object.keys(REFERENCES[kind]).map((name) => name.split('.')[0] ?? '')]),
]
