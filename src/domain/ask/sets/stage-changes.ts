import { deal, instant } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'stage-changes',
  one: 'change of stage',
  many: 'changes of stage',
  words: ['moves'],
  needs: ['deal.read'],
  table: 'stage_change',
  within: 'deal',
  ref: '{deal}.ref',
  title: '{deal}.title',
  amount: 'amount',
  day: 'at',
  shows: ['at', 'deal', 'from', 'to', 'amount', 'by'],
  sort: '-at',
  fields: {
    at: instant('At', 'at', { words: ['date', 'moved'] }),
    from: { label: 'From', type: 'text', sql: '{from-stage}.name', listed: true },
    to: { label: 'To', type: 'text', sql: '{to-stage}.name', listed: true, words: ['stage'] },
    amount: { label: 'Amount', type: 'money', sql: '{t}.amount_minor', currency: '{deal}.currency' },
  },
  relations: {
    deal: deal(),
    by: { label: 'By', to: 'staff', sql: '{t}.by_id', words: ['owner', 'rep'] },
    'from-stage': { label: 'From stage', to: 'stages', sql: '{t}.from_stage_id' },
    'to-stage': { label: 'To stage', to: 'stages', sql: '{t}.to_stage_id' },
  },
})
