import { amount, choice, day, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'bank-lines',
  one: 'bank line',
  many: 'lines of bank statements',
  words: ['bank-statement-lines', 'bank-transactions'],
  needs: ['bank.read'],
  table: 'bank_line',
  ref: '{t}.ref',
  title: "coalesce({t}.counterparty_name, {t}.remittance, '')",
  show: 'bank show',
  amount: 'amount',
  day: 'date',
  shows: ['date', 'account', 'amount', 'party', 'state'],
  sort: '-date',
  fields: {
    date: day('Date', 'booking_date', { words: ['booked', 'booking-date'] }),
    'value-date': day('Value date', 'value_date'),
    amount: amount('Amount', 'amount_minor', { words: ['value'] }),
    state: choice('State', 'state', ['open', 'matched', 'set_aside'], { words: ['status'] }),
    account: {
      label: 'Bank account',
      type: 'text',
      sql: '(select b.name from bank_account b where b.workspace_id = {t}.workspace_id and b.id = {t}.bank_account_id)',
      listed: true,
      words: ['bank-account', 'bank'],
    },
    party: text('Party', 'counterparty_name', { words: ['counterparty', 'payer', 'payee'] }),
    text: text('Text', 'remittance', { words: ['remittance', 'purpose'] }),
    reference: text('Reference', 'reference'),
    'set-aside-because': text('Set aside because', 'aside_reason', { words: ['reason'] }),
    currency: listed('Currency', 'currency'),
  },
  relations: {},
})
