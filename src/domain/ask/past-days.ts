import type { Path } from './path.js'

/** What these days are of has happened; those of what is due, planned or agreed lie ahead as well, and a company's own may. */
const PAST = new Set([
  'at',
  'closed',
  'created',
  'date',
  'done',
  'done-at',
  'in-stage-since',
  'issued',
  'last-activity',
  'last-contacted',
  'opened',
  'paid-on',
  'posted',
  'recorded',
  'sent',
  'value-date',
])

/** Whether none of a field's days are ahead. */
export const hasHappened = ({ text }: Path): boolean => PAST.has(text.split('.').at(-1) ?? '')
