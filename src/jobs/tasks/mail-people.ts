import { addPeopleFromMail, type MailPerson } from '../../domain/correspondence/contacts-from-mail.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-people',
  summary: 'Makes the contacts that filed mail asked for, when the sync itself was cut short before it could',
  on: ['mail.people'],
  run: async ({ db, scope, outboxId }, data) => {
    const { people } = data as { people: MailPerson[] }
    await addPeopleFromMail(db, { ...scope, via: 'mail' }, { people, outboxId })
  },
})
