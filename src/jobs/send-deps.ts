import type { SendDeps } from '../mail/sender.js'
import type { JobContext } from './define-job.js'

/** What sending mail needs, of a job. */
export const sendDeps = ({ db, services }: JobContext): SendDeps => ({
  db,
  key: services.key,
  smtpUrl: services.smtpUrl,
  mailFrom: services.mailFrom,
  insecure: services.insecureMail,
})
