import type { IsoDate } from '../lib/dates.js'
import { makeCustomers } from './parts/customers.js'
import { makeDeals } from './parts/deals.js'
import { makeInvoices } from './parts/invoices.js'
import { makeEntries } from './parts/journal.js'
import { makeMails } from './parts/mails.js'
import { type DemoRate, makeRates } from './parts/rates.js'
import type { DemoCustomer, DemoDeal, DemoEntry, DemoInvoice, DemoMail, DemoPerson } from './parts/records.js'
import { type DemoStaff, STAFF } from './parts/staff.js'
import { type DemoCalendar, demoCalendar } from './parts/timeline.js'

/** Everything the demo company is, before any of it is stored. Records name each other by `key`. */
export type DemoCompany = {
  name: string
  domain: string
  calendar: DemoCalendar
  staff: readonly DemoStaff[]
  customers: readonly DemoCustomer[]
  people: readonly DemoPerson[]
  deals: readonly DemoDeal[]
  invoices: readonly DemoInvoice[]
  entries: readonly DemoEntry[]
  mails: readonly DemoMail[]
  rates: readonly DemoRate[]
}

export const DEMO_NAME = 'Larkspur Systems Ltd'
export const DEMO_DOMAIN = 'larkspur.example'

/** The demo company: a pure function of a seed and the day that it is shown on. */
export function demoCompany(seed: number, anchor: IsoDate): DemoCompany {
  const calendar = demoCalendar(anchor)
  const { customers, people } = makeCustomers(seed)
  const deals = makeDeals(seed, calendar, customers, people)
  const invoices = makeInvoices(seed, calendar, customers, deals)
  return {
    name: DEMO_NAME,
    domain: DEMO_DOMAIN,
    calendar,
    staff: STAFF,
    customers,
    people,
    deals,
    invoices,
    entries: makeEntries(seed, calendar),
    mails: makeMails(seed, calendar, people, deals, invoices),
    rates: makeRates(seed, calendar),
  }
}
