import { z } from 'zod'
import { relinkAddress } from '../../domain/correspondence/relink-address.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-relink',
  summary: 'Puts stored mail on a contact that was given another address',
  on: ['contact.address-added'],
  data: z.object({ addressKey: z.string() }),
  run: async ({ db, scope }, { addressKey }) => {
    await relinkAddress(db, { ...scope, via: 'mail' }, [addressKey])
  },
})
