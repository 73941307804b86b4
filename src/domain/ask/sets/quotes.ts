import { amount, choice, company, contact, created, day, deal, flag, listed, owner, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'quotes',
  one: 'quote',
  many: 'quotes',
  words: ['offers', 'offer', 'quotations', 'proposals'],
  needs: ['quote.read'],
  table: 'quote',
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{t}.title',
  show: 'quote show',
  amount: 'total',
  day: 'date',
  shows: ['company', 'status', 'date', 'valid-until', 'total', 'owner'],
  sort: '-date',
  fields: {
    title: text('Title', 'title'),
    status: choice('Status', 'status', ['draft', 'sent', 'accepted', 'declined']),
    date: day('Date', 'quote_date'),
    'valid-until': day('Valid until', 'valid_until', { words: ['expires', 'valid'] }),
    expired: flag('Expired', "({t}.status = 'sent' and {t}.valid_until < {today})"),
    net: amount('Net', 'net_minor'),
    total: amount('Total', 'total_minor', { words: ['amount', 'value', 'worth'] }),
    'decline-reason': listed('Declined because', 'decline_reason', { words: ['reason'] }),
    currency: listed('Currency', 'currency'),
    created,
  },
  relations: { owner: owner(), company: company(), contact: contact(), deal: deal() },
})
