import { amount, choice, company, created, day, daysPast, flag, listed, owner, signed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

const OPEN =
  "{t}.open_minor > 0 and {t}.kind = 'bill' and {t}.status in ('received', 'approved', 'posted', 'part_paid')"

export default defineRecordSet({
  name: 'bills',
  one: 'bill',
  many: 'bills',
  words: ['payables', 'purchases'],
  needs: ['bill.read'],
  table: 'bill',
  where: "{t}.kind <> 'expense'",
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{company}.name',
  show: 'bill show',
  amount: 'total',
  day: 'date',
  shows: ['company', 'status', 'date', 'due', 'total', 'open'],
  sort: '-date',
  fields: {
    kind: choice('Kind', 'kind', ['bill', 'credit_note']),
    status: choice('Status', 'status', ['received', 'approved', 'rejected', 'posted', 'part_paid', 'paid', 'void']),
    date: day('Date', 'bill_date', { words: ['dated', 'received'] }),
    due: day('Due', 'due_date', { words: ['due-date'] }),
    posted: day('Posted', 'posting_date'),
    net: signed('Net', 'net_minor', { words: ['spend', 'spent', 'cost'] }),
    tax: signed('Tax', 'tax_minor', { words: ['vat'] }),
    total: signed('Total', 'total_minor', { words: ['amount', 'value', 'gross'] }),
    open: amount('Open', 'open_minor', { words: ['outstanding', 'unpaid', 'owed'] }),
    overdue: flag('Overdue', `(${OPEN} and {t}.due_date < {today})`, { words: ['late'] }),
    'days-overdue': daysPast('Days overdue', 'due_date', OPEN),
    department: listed('Department', 'department'),
    number: text('Supplier’s number', 'number'),
    currency: listed('Currency', 'currency'),
    created,
  },
  relations: { owner: owner(), company: company('company_id', 'Supplier', ['supplier', 'vendor']) },
})
