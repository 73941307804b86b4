import { idKey, namedKey } from '../crm/keys.js'
import { parentsFirst } from '../crm/parents-first.js'
import { takeRecords } from '../crm/take-records.js'
import { staffIntake } from '../crm/take-staff.js'
import { defineImport } from '../define-import.js'

export default defineImport({
  name: 'staff',
  summary:
    'Colleagues, found again by their address; the roles that a row names are asked for (--as), and a second person approves them',
  fields: {
    email: { type: 'text', required: true, aliases: ['email address', 'e mail', 'work email', 'username'] },
    id: { type: 'text', aliases: ['external id'] },
    name: { type: 'text', aliases: ['full name', 'employee', 'user'] },
    first: { type: 'text', aliases: ['first name', 'firstname', 'given name'] },
    last: { type: 'text', aliases: ['last name', 'lastname', 'surname'] },
    roles: { type: 'text', aliases: ['role', 'daybook roles'] },
    title: { type: 'text', aliases: ['job title', 'position'] },
    department: { type: 'text', aliases: ['team', 'cost centre', 'cost center'] },
    manager: { type: 'text', aliases: ['manager email', 'reports to', 'manager name'] },
    timezone: { type: 'text', aliases: ['time zone', 'tz', 'timezonesidkey'] },
  },
  keyOf: ({ id, email = '' }) => (id === undefined ? namedKey(email.toLowerCase()) : idKey(id)),
  alsoOnce: ({ email = '' }) => [email.toLowerCase()],
  inOrder: parentsFirst({
    name: ({ email }) => email,
    id: ({ id, name, first, last }) => id ?? name ?? [first, last].filter(Boolean).join(' '),
    parents: ({ manager }) => [manager],
  }),
  chunk: 100,
  save: (tx, records, context) =>
    takeRecords(tx, 'staff', { records, context }, (rows) => staffIntake(tx, rows, context)),
})
