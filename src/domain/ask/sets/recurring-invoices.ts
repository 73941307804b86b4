import { choice, company, created, day, flag, owner } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'recurring-invoices',
  one: 'recurring invoice',
  many: 'recurring invoices',
  words: ['subscriptions', 'subscription'],
  needs: ['invoice.read'],
  table: 'recurring_invoice',
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{company}.name',
  day: 'next',
  shows: ['company', 'every', 'state', 'starts', 'ends', 'next'],
  sort: 'next',
  fields: {
    every: choice('Every', 'every', ['week', 'month', 'quarter', 'year'], { words: ['interval'] }),
    state: choice('State', 'state', ['active', 'stopped'], { words: ['status'] }),
    starts: day('Starts', 'starts_on', { words: ['start', 'since'] }),
    ends: day('Ends', 'ends_on', { words: ['end', 'until', 'expires'] }),
    next: day('Next', 'next_on', { words: ['due'] }),
    issues: flag('Issued at once', '{t}.issues'),
    created,
  },
  relations: { owner: owner(), company: company() },
})
