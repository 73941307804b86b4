import { fetchBodies } from '../../mail/fetch-bodies.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-bodies',
  summary:
    'Fetches the texts of mail that was stored without: its mailbox’s owner agreed, or a stranger became a contact',
  on: ['mailbox.shared', 'mail.bodies-wanted', 'contact.address-added'],
  run: ({ db, scope, services, stopping }) =>
    fetchBodies(
      { db, key: services.key, rawDir: services.rawDir, insecure: services.insecureMail },
      { ...scope, via: 'mail' },
      stopping,
    ),
})
