import { relinkAddress } from '../../domain/correspondence/relink-address.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-relink',
  summary: 'Puts stored mail on a contact that was given another address',
  on: ['contact.address-added'],
  run: async ({ db, scope }, data) => {
    const { addressKey } = data as { addressKey: string }
    await relinkAddress(db, { ...scope, via: 'mail' }, [addressKey])
  },
})
