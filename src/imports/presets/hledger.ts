import { definePreset } from '../define-preset.js'
import { readLedgerText } from '../read-ledger-text.js'

/** Journals of hledger and ledger themselves, and hledger's own CSV (`hledger print -O csv`). */
export default definePreset({
  name: 'hledger',
  fields: {
    journal: {
      entry: ['txnidx'],
      date: ['date'],
      memo: ['description'],
      currency: ['commodity'],
      note: ['posting-comment'],
    },
  },
  texts: { journal: readLedgerText },
})
