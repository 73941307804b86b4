import { company, contact, created, day, deal, flag, instant, owner, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'tasks',
  one: 'task',
  many: 'tasks',
  words: ['todos', 'to-dos'],
  needs: ['task.read'],
  table: 'activity',
  where: "{t}.kind = 'task'",
  owners: ['owner_id', 'by_id'],
  ref: '{t}.ref',
  title: '{t}.body',
  day: 'due',
  shows: ['owner', 'due', 'done', 'company', 'deal'],
  sort: 'due',
  fields: {
    text: text('Text', 'body'),
    due: day('Due', 'due_on', { words: ['due-date'] }),
    done: flag('Done', '{t}.done_at is not null', { words: ['finished', 'completed'] }),
    'done-at': instant('Done at', 'done_at'),
    overdue: flag('Overdue', '({t}.done_at is null and {t}.due_on < {today})', { words: ['late'] }),
    created,
  },
  relations: {
    owner: owner(),
    'given-by': { label: 'Given by', to: 'staff', sql: '{t}.by_id' },
    company: company(),
    contact: contact(),
    deal: deal(),
  },
})
