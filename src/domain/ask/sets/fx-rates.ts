import { choice, created, day, listed, number } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'fx-rates',
  one: 'exchange rate',
  many: 'exchange rates',
  words: ['currency-rates'],
  needs: ['fx.read'],
  table: 'fx_rate',
  ref: "''",
  title: '{t}.currency',
  day: 'date',
  shows: ['date', 'kind', 'rate', 'source'],
  sort: '-date',
  fields: {
    currency: listed('Currency', 'currency'),
    date: day('Date', 'date'),
    kind: choice('Kind', 'kind', ['spot', 'average', 'closing']),
    rate: number('Rate', 'rate'),
    source: listed('Source', 'source'),
    created,
  },
  relations: {},
})
