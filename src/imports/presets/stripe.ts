import { definePreset } from '../define-preset.js'

/** Exports of Stripe's dashboard: invoices and payments. */
export default definePreset({
  name: 'stripe',
  fields: {
    invoices: {
      number: ['Number'],
      party: ['Customer Name', 'Customer Email'],
      date: ['Date (UTC)', 'Created (UTC)', 'Finalized At (UTC)'],
      due: ['Due Date (UTC)'],
      total: ['Total'],
      paid: ['Amount Paid'],
      open: ['Amount Remaining'],
    },
    payments: {
      party: ['Customer Name', 'Customer Description', 'Customer Email'],
      date: ['Created date (UTC)', 'Created (UTC)'],
      document: ['Invoice Number'],
      reference: ['id', 'PaymentIntent ID'],
      amount: ['Amount'],
      fee: ['Fee'],
      status: ['Status'],
      refunded: ['Amount Refunded'],
    },
  },
})
