import { amount, choice, created, day, flag, listed, party, text } from '../fields.js'
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
  // What was given up, deducted or bounced was never money.
  usual: ['money:yes', 'reversed:no'],
  day: 'date',
  shows: ['company', 'date', 'direction', 'method', 'amount', 'unapplied'],
  sort: '-date',
  fields: {
    date: day('Date', 'date', { words: ['received', 'paid'] }),
    direction: choice('In or out', 'direction', ['in', 'out']),
    method: listed('Method', 'method'),
    amount: amount('Amount', 'amount_minor', { words: ['value', 'total'] }),
    unapplied: amount('Unapplied', 'unapplied_minor', { words: ['unallocated'] }),
    // A discount, a write-off, a fee and withheld tax settle as payments do.
    money: flag('Moved money', "{t}.method in ('bank', 'cash', 'card')"),
    reversed: flag('Reversed', '{t}.reversed_at is not null'),
    reference: text('Reference', 'reference'),
    currency: listed('Currency', 'currency'),
    created,
  },
  relations: { company: party(), colleague: { label: 'Colleague', to: 'staff', sql: '{t}.staff_id' } },
})
