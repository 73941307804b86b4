import { trustAddress } from '../../../domain/correspondence/note-bounces.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'address trust',
  summary: 'Use an address again that mail came back from',
  example: 'address trust ada@acme.com',
  params: { address: required('email', 'Address', { target: true }) },
  needs: 'contact.write',
  risk: 'reversible',
  run: async (_context, { address }, tx) => {
    const forgotten = await trustAddress(tx, address)
    return {
      headline: forgotten > 0 ? `${address} is used again` : `Nothing speaks against ${address}`,
      data: { address, forgotten },
    }
  },
})
