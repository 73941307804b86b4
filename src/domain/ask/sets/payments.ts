import { amount, choice, company, created, day, flag, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'payments',
  one: 'payment',
  many: 'payments',
  words: ['receipts'],
  needs: ['payment.read'],
  table: 'payment',
  ref: '{t}.ref',
  title: '{company}.name',
  show: 'payment show',
  amount: 'amount',
  day: 'date',
  shows: ['company', 'date', 'direction', 'method', 'amount', 'unapplied'],
  sort: '-date',
  fields: {
    date: day('Date', 'date', { words: ['received', 'paid'] }),
    direction: choice('In or out', 'direction', ['in', 'out']),
    method: listed('Method', 'method'),
    amount: amount('Amount', 'amount_minor', { words: ['value', 'total'] }),
    unapplied: amount('Unapplied', 'unapplied_minor', { words: ['unallocated'] }),
    reversed: flag('Reversed', '{t}.reversed_at is not null'),
    reference: text('Reference', 'reference'),
    currency: listed('Currency', 'currency'),
    created,
  },
  relations: { company: company(), colleague: { label: 'Colleague', to: 'staff', sql: '{t}.staff_id' } },
})
