import { choice, listed } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'closes',
  one: 'close',
  many: 'closes',
  needs: ['close.read'],
  table: 'close',
  ref: '{t}.month',
  title: '{t}.month',
  shows: ['state'],
  sort: '-month',
  fields: { month: listed('Month', 'month'), state: choice('State', 'state', ['open', 'done']) },
  relations: {},
})
