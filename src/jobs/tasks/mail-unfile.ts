import { type TakenBack, unfileAddress } from '../../domain/correspondence/unfile-address.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'mail-unfile',
  summary: 'Takes stored mail off a contact whose new address was taken back',
  on: ['contact.address-taken-back'],
  run: async ({ db, scope }, data) => {
    await unfileAddress(db, { ...scope, via: 'mail' }, data as TakenBack)
  },
})
