import { z } from 'zod'
import { addPeopleFromMail } from '../../domain/correspondence/contacts-from-mail.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-people',
  summary: 'Makes the contacts that filed mail asked for, when the sync itself was cut short before it could',
  on: ['mail.people'],
  data: z.object({ people: z.array(z.object({ address: z.string(), name: z.string().nullable() })) }),
  run: async ({ db, scope, outboxId }, { people }) => {
    await addPeopleFromMail(db, { ...scope, via: 'mail' }, { people, outboxId })
  },
})
