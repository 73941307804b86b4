import { deal, flag, instant } from '../fields.js'
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
    /** Of the changes of a deal to a stage the first, by which reports count that it came into it. */
    first: flag(
      'First time there',
      `not exists (select from stage_change b where b.workspace_id = {t}.workspace_id and b.deal_id = {t}.deal_id
        and b.to_stage_id = {t}.to_stage_id and (b.at, b.id) < ({t}.at, {t}.id))`,
    ),
    amount: { label: 'Amount', type: 'money', sql: '{t}.amount_minor', currency: '{deal}.currency' },
  },
  relations: {
    deal: deal(),
    by: { label: 'By', to: 'staff', sql: '{t}.by_id', words: ['owner', 'rep'] },
    'from-stage': { label: 'From stage', to: 'stages', sql: '{t}.from_stage_id' },
    'to-stage': { label: 'To stage', to: 'stages', sql: '{t}.to_stage_id' },
  },
})
