import { listCompanyPairs } from '../../../domain/crm/duplicate-store.js'
import { defineCommand } from '../define-command.js'
import { pairsReply } from '../pairs-reply.js'

export default defineCommand({
  name: 'company duplicates',
  summary: 'Companies that are probably the same, with buttons to merge them',
  example: 'company duplicates',
  params: {},
  needs: 'company.read',
  risk: 'read',
  aliases: ['company twins'],
  run: async ({ asker, read }) => {
    const pairs = await read((scope) => listCompanyPairs(scope, asker.owners('company.read'), 25))
    return pairsReply('company', pairs, asker.may('company.write'))
  },
})
