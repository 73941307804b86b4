import { removeStage, restoreStage } from '../../../domain/crm/remove-stage.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

const remove = defineCommand({
  name: 'stage remove',
  summary: 'Give up a stage; its open deals go to another, and their history keeps where they were',
  example: 'stage remove Qualified to:Lead',
  params: { stage: target('stage', 'Stage'), to: optional('record', 'Its deals go to', { record: 'stage' }) },
  needs: 'pipeline.write',
  aliases: ['stage drop', 'stage delete'],
  risk: 'reversible',
  run: async (_context, { stage, to: wanted }, tx) => {
    const { stage: removed, to, deals } = await removeStage(tx, stage.id, wanted?.id ?? null)
    return {
      headline: `The stage ${removed.name} is gone${to ? `; ${counted(deals, 'deal')} went to ${to.name}` : ''}.`,
      undo: {
        command: 'stage restore',
        args: { stage: removed.id },
        versions: { [`stage:${removed.id}`]: removed.version },
      },
      data: { name: removed.name, to: to?.name ?? null, deals },
    }
  },
})

const restore = defineCommand({
  name: 'stage restore',
  summary: 'Take up a stage again that was given up, with the deals that left it then and have not moved since',
  example: 'stage restore 0190b5b0-6f4e-7cc1-8a3b-0123456789ab',
  params: { stage: target('stage', 'Stage') },
  needs: 'pipeline.write',
  hidden: true,
  risk: 'reversible',
  run: async (_context, { stage }, tx) => {
    const restored = await restoreStage(tx, stage.id)
    return {
      headline: `The stage ${restored.stage.name} is back with ${counted(restored.deals, 'deal')}.`,
      data: { name: restored.stage.name, deals: restored.deals },
    }
  },
})

export default [remove, restore]
