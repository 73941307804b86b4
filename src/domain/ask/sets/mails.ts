import { LEVEL_FOR_QUESTIONS } from '../../correspondence/visibility-sql.js'
import { choice, instant, text } from '../fields.js'
import type { AskRelation } from '../record-set.js'
import { defineRecordSet } from '../record-set.js'

/** What a mailbox shares of it: nothing of a private thread, no subject where only who wrote and when is shared. */
const KNOWN = `${LEVEL_FOR_QUESTIONS} >= 0`
const SUBJECT = `case when ${LEVEL_FOR_QUESTIONS} >= 1 then {t}.subject end`

/** The first that its thread is linked to; a link that came of a bcc is for who may see that copy, and left out. */
const linked = (label: string, to: string, column: string, words: readonly string[]): AskRelation => ({
  label,
  to,
  sql: `(select k.${column} from thread_link k where k.workspace_id = {t}.workspace_id and k.thread_id = {t}.thread_id and k.${column} is not null
    and k.removed_at is null and k.mailbox_id is null order by k.created_at, k.id limit 1)`,
  words,
})

export default defineRecordSet({
  name: 'mails',
  one: 'mail',
  many: 'mails',
  words: ['emails', 'letters'],
  needs: ['mail.read'],
  table: 'message',
  where: KNOWN,
  ref: '(select h.ref from thread h where h.workspace_id = {t}.workspace_id and h.id = {t}.thread_id)',
  title: `coalesce(${SUBJECT}, '(subject not shared)')`,
  show: 'thread show',
  day: 'sent',
  shows: ['sent', 'from', 'direction', 'company'],
  sort: '-sent',
  fields: {
    sent: instant('Sent', 'sent_at', { words: ['date', 'at'] }),
    direction: choice('Direction', 'direction', ['in', 'out', 'internal']),
    class: choice('Class', 'class', ['person', 'bulk', 'auto', 'bounce', 'feedback', 'invitation'], {
      words: ['kind'],
    }),
    from: text('From', 'from_address', { words: ['sender'] }),
    subject: { label: 'Subject', type: 'text', sql: SUBJECT },
  },
  relations: {
    company: linked('Company', 'companies', 'company_id', ['customer', 'client', 'account']),
    contact: linked('Contact', 'contacts', 'contact_id', ['person']),
    deal: linked('Deal', 'deals', 'deal_id', ['opportunity']),
  },
})
