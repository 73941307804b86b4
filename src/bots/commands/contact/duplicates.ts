import { listContactPairs } from '../../../domain/crm/duplicate-store.js'
import { defineCommand } from '../define-command.js'
import { pairsReply } from '../pairs-reply.js'

export default defineCommand({
  name: 'contact duplicates',
  summary: 'Contacts that are probably the same, with buttons to merge them',
  example: 'contact duplicates',
  params: {},
  needs: 'contact.read',
  risk: 'read',
  aliases: ['contact twins'],
  run: async ({ asker, read }) => {
    const pairs = await read((scope) => listContactPairs(scope, asker.owners('contact.read'), 25))
    return pairsReply('contact', pairs, asker.may('contact.write'))
  },
})
