import { createCompany } from '../../domain/crm/create-company.js'
import { createContact } from '../../domain/crm/create-contact.js'
import { addStaff } from '../../domain/people/add-staff.js'
import { linkSlack } from '../../domain/people/link-slack.js'
import { DEMO_DOMAIN } from '../company.js'
import { dayIn } from '../parts/timeline.js'
import { idOf, type Loading } from './context.js'

/** Staff with their roles and Slack users; customers with their people. All of it was there before the story begins. */
export async function loadPeople(loading: Loading): Promise<void> {
  const { company, ids } = loading
  const before = dayIn(company.calendar.salesBegin.slice(0, 7), 1)
  await loading.on(before, null, async (tx) => {
    for (const staff of company.staff.toSorted((a, b) => Number(a.manager !== null) - Number(b.manager !== null))) {
      const id = await addStaff(tx, {
        email: `${staff.key}@${DEMO_DOMAIN}`,
        name: staff.name,
        title: staff.title,
        department: staff.department,
        roles: staff.roles,
        timeZone: staff.timeZone,
      })
      await linkSlack(tx, id, staff.slackUserId)
      ids.set(staff.key, id)
    }
    for (const staff of company.staff) {
      if (!staff.manager) continue
      await tx.prisma.staff.updateMany({
        where: { id: idOf(ids, staff.key) },
        data: { managerId: idOf(ids, staff.manager) },
      })
    }
  })
  await loading.on(before, 'tom', async (tx) => {
    for (const customer of company.customers) {
      const made = await createCompany(tx, {
        name: customer.name,
        currency: customer.currency,
        domains: [customer.domain],
        lifecycle: 'customer',
        address: customer.address,
        termsDays: customer.termsDays,
        source: customer.source,
        billingEmail: `accounts@${customer.domain}`,
        ownerId: idOf(ids, customer.owner),
      })
      ids.set(customer.key, made.id)
    }
    for (const person of company.people) {
      const made = await createContact(tx, {
        name: person.name,
        title: person.title,
        companyId: idOf(ids, person.customer),
        addresses: [person.email],
      })
      ids.set(person.key, made.id)
    }
  })
}
