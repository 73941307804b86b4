import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid } from '../../lib/errors.js'
import { getCompany } from '../crm/company-store.js'
import { getContact } from '../crm/contact-store.js'
import { type Case, type NewCase, newCase } from './case.js'
import { insertCase, lockCases } from './case-store.js'
import { emit } from './events.js'
import { loadSupportDesk } from './support-settings.js'
import { nextInTurn } from './support-staff-store.js'

/**
 * Opens a case: its clock runs from now on. A contact brings the company they work at. It is nobody's, unless an owner is
 * named or the company has new cases assigned in turn.
 */
export async function openCase(tx: Tx, input: NewCase): Promise<Case> {
  await lockCases(tx)
  const read = sqlInTx(tx)
  const desk = await loadSupportDesk(read)
  const contact = input.contactId ? await getContact(tx, input.contactId) : null
  const companyId = input.companyId ?? contact?.companyId ?? null
  const company = companyId ? await getCompany(tx, companyId) : null
  if (contact?.companyId && company && contact.companyId !== company.id)
    throw invalid(`${contact.name} (${contact.ref}) belongs to another company than ${company.name}.`)
  const inTurn = input.ownerId || desk.assign === 'nobody' ? null : await nextInTurn(read)
  const ownerId = input.ownerId ?? inTurn
  const priority = input.priority ?? 'normal'
  const moment = { hours: desk.working, now: tx.now }
  const made = newCase({ ...input, companyId, ownerId }, desk.targets[priority], moment)
  const one: Case = { ...made, id: tx.newId(), ref: await nextRef(tx, 'case', 'CASE') }
  await insertCase(tx, one)
  await emit(tx, { kind: 'case.opened', data: { caseId: one.id } })
  if (inTurn) await emit(tx, { kind: 'case.assigned', data: { caseId: one.id, ownerId: inTurn } })
  return one
}
