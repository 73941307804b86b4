import { choice, company, contact, deal, instant, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

/** Who may not see every customer, deal and case sees what they noted themselves: what a note is about may be any of them. */
export default defineRecordSet({
  name: 'activities',
  one: 'activity',
  many: 'activities',
  words: ['calls', 'meetings', 'notes', 'activity'],
  narrower: { calls: 'kind:call', meetings: 'kind:meeting', notes: 'kind:note' },
  needs: ['contact.read', 'company.read', 'deal.read', 'case.read', 'invoice.read'],
  table: 'activity',
  where: "{t}.kind <> 'task'",
  owners: ['by_id'],
  ref: "''",
  title: 'left({t}.body, 80)',
  day: 'at',
  shows: ['kind', 'at', 'by', 'company', 'contact', 'deal'],
  sort: '-at',
  fields: {
    kind: choice('Kind', 'kind', ['note', 'call', 'meeting']),
    at: instant('At', 'at', { words: ['date', 'logged'] }),
    text: text('Text', 'body'),
  },
  relations: {
    by: { label: 'By', to: 'staff', sql: '{t}.by_id', words: ['owner', 'rep'] },
    company: company(),
    contact: contact(),
    deal: deal(),
  },
})
