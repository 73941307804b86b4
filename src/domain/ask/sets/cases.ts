import { choice, company, contact, flag, instant, owner, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'cases',
  one: 'case',
  many: 'cases',
  words: ['tickets', 'ticket', 'issues'],
  needs: ['case.read'],
  table: 'support_case',
  where: '{t}.merged_into_id is null',
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{t}.subject',
  key: '{t}.subject_key',
  show: 'case show',
  day: 'opened',
  shows: ['company', 'status', 'priority', 'owner', 'opened', 'due'],
  sort: '-opened',
  fields: {
    subject: text('Subject', 'subject'),
    status: choice('Status', 'status', ['new', 'open', 'waiting', 'closed']),
    priority: choice('Priority', 'priority', ['urgent', 'high', 'normal', 'low']),
    source: choice('Source', 'source', ['mail', 'slack', 'manual']),
    opened: instant('Opened', 'opened_at', { words: ['created', 'reported'] }),
    closed: instant('Closed', 'closed_at', { words: ['solved', 'resolved'] }),
    'closed-as': choice('Closed as', 'closed_as', ['solved', 'unanswered', 'duplicate', 'spam', 'merged']),
    due: instant('Due', 'due_at'),
    overdue: flag('Past its due', "({t}.status <> 'closed' and {t}.due_at < {now})", { words: ['breached', 'late'] }),
    'hours-to-answer': {
      label: 'Working hours to first answer',
      type: 'number',
      sql: 'round({t}.first_used_seconds / 3600.0, 2)',
      words: ['response-time'],
    },
    'hours-to-close': {
      label: 'Working hours to close',
      type: 'number',
      sql: "case when {t}.status = 'closed' then round({t}.used_seconds / 3600.0, 2) end",
      words: ['resolution-time'],
    },
  },
  relations: {
    owner: owner(),
    company: company(),
    contact: contact(),
    team: { label: 'Team', to: 'teams', sql: '{t}.team_id' },
  },
})
