import { z } from 'zod'
import { relinkAddress } from '../../domain/correspondence/relink-address.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-relink',
  summary: 'Puts stored mail on a contact that was given another address',
  on: ['contact.address-added'],
  data: z.object({ addressKey: z.string(), filed: z.boolean().optional() }),
  run: async ({ db, scope }, { addressKey, filed }) => {
    if (filed) return // one look a batch instead of one a contact, each of which would hold up filing
    await relinkAddress(db, { ...scope, via: 'mail' }, [addressKey])
  },
})
