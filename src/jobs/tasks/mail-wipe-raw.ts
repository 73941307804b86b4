import { z } from 'zod'
import { wipeRaw } from '../../mail/wipe-raw.js'
import { defineJob } from '../define-job.js'

const place = z.object({ file: z.string(), offset: z.number(), length: z.number() })

export default defineJob({
  name: 'mail-wipe-raw',
  summary:
    'Wipes raw mail that was written and then not needed: another mailbox’s copy was first, or it may not be kept',
  on: ['mail.raw-unneeded'],
  data: z.object({ places: z.array(place) }),
  run: ({ db, services, scope }, { places }) => wipeRaw({ db, mailFiles: services.mailFiles }, scope, places),
})
