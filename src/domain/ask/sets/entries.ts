import { day, instant, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'
import { restrictedEntries } from '../restricted-entries.js'

export default defineRecordSet({
  name: 'entries',
  one: 'journal entry',
  many: 'journal entries',
  words: ['journals', 'entry'],
  needs: ['journal.read'],
  table: 'journal_entry',
  keeps: restrictedEntries('id'),
  ref: "''",
  title: '{t}.memo',
  day: 'date',
  shows: ['date', 'source', 'by', 'recorded'],
  sort: '-date',
  fields: {
    date: day('Date', 'date'),
    source: listed('Source', 'source'),
    memo: text('Memo', 'memo'),
    via: listed('Through', 'via'),
    recorded: instant('Recorded', 'recorded_at', { words: ['posted', 'created'] }),
  },
  relations: { by: { label: 'By', to: 'staff', sql: '{t}.recorded_by', words: ['owner', 'person'] } },
})
