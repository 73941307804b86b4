import { logActivity } from '../../domain/crm/log-activity.js'
import { closeCase, waitForCustomer } from '../../domain/support/change-case.js'
import { noteAnswer } from '../../domain/support/note-answer.js'
import { openCase } from '../../domain/support/open-case.js'
import { addDays, type IsoDate } from '../../lib/dates.js'
import { CASES, type DemoCase } from '../parts/cases.js'
import { idOf, type Loading } from './context.js'

/** Support's cases, each lived through on its days. */
export async function loadCases(loading: Loading): Promise<void> {
  for (const one of CASES) await live(loading, one)
}

async function live({ company, ids, on }: Loading, one: DemoCase): Promise<void> {
  const ago = (days: number): IsoDate => addDays(company.calendar.today, -days)
  const customer = company.customers[one.customer]
  const person = company.people.find((each) => each.customer === customer?.key)
  const { id } = await on(ago(one.openedAgo), one.owner, async (tx) => {
    const made = await openCase(tx, {
      subject: one.subject,
      source: 'manual',
      priority: one.priority,
      contactId: person ? idOf(ids, person.key) : null,
      companyId: customer ? idOf(ids, customer.key) : null,
      ownerId: one.owner ? idOf(ids, one.owner) : null,
    })
    if (one.note) await logActivity(tx, { kind: 'note', subject: { kind: 'case', id: made.id }, body: one.note })
    return made
  })
  if (one.answeredAgo !== undefined) await on(ago(one.answeredAgo), one.owner, (tx) => noteAnswer(tx, id))
  if (one.waitsSinceAgo !== undefined) await on(ago(one.waitsSinceAgo), one.owner, (tx) => waitForCustomer(tx, id))
  const { closed } = one
  if (closed) await on(ago(closed.ago), one.owner, (tx) => closeCase(tx, id, closed))
}
