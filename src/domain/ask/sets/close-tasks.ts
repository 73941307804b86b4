import { choice, day, flag, instant, owner, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

const STATES = ['waiting', 'ready', 'in_progress', 'submitted', 'approved', 'blocked', 'not_applicable']

export default defineRecordSet({
  name: 'close-tasks',
  one: 'close task',
  many: 'close tasks',
  needs: ['close.read'],
  table: 'close_task',
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{t}.title',
  day: 'due',
  shows: ['month', 'state', 'due', 'owner', 'reviewer'],
  sort: 'due',
  fields: {
    title: text('Title', 'title'),
    month: { label: 'Month', type: 'text', sql: '{close}.month', listed: true, words: ['close'] },
    state: choice('State', 'state', STATES, { words: ['status'] }),
    due: day('Due', 'due_on'),
    overdue: flag('Overdue', "({t}.due_on < {today} and {t}.state not in ('approved', 'not_applicable'))"),
    done: instant('Done', 'done_at'),
  },
  relations: {
    owner: owner(),
    reviewer: { label: 'Reviewer', to: 'staff', sql: '{t}.reviewer_id' },
    close: { label: 'Close', to: 'closes', sql: '{t}.close_id' },
  },
})
