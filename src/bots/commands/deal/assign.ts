import { assignDeal } from '../../../domain/crm/assign-deal.js'
import { getDealRow } from '../../../domain/crm/deal-list-store.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { required, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData } from './deal-change.js'

export default defineCommand({
  name: 'deal assign',
  summary: 'Assign a deal to another owner, who is told',
  example: 'deal assign DEAL-12 to:dana@example.com',
  params: { deal: target('deal', 'Deal'), to: required('record', 'New owner', { record: 'staff' }) },
  needs: 'deal.write',
  aliases: ['deal owner'],
  risk: 'reversible',
  run: async (context, { deal, to }, tx) => {
    const { owner } = await context.read((read) => getDealRow(read, deal.id))
    const change = await assignDeal(tx, deal.id, to.id)
    refuseOthers(context.asker, 'deal.write', change.before)
    return {
      headline: `${deal.ref} ${deal.title} is ${to.id === context.asker.id ? 'yours' : `${to.title}’s`} now`,
      changes: [{ label: 'Owner', before: { person: owner.name }, after: { person: to.title } }],
      actions: dealActions(context.asker, change.after),
      undo: {
        command: 'deal assign',
        args: { deal: deal.ref, to: change.before.ownerId },
        versions: { [deal.id]: change.after.version },
      },
      data: { ...changedData(change), owner: to.title },
    }
  },
})
