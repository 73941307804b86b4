import { placeStage } from '../../../domain/crm/edit-stage.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

export default defineCommand({
  name: 'stage move',
  summary: 'Put a stage behind another of its pipeline, or first',
  example: 'stage move Demo after:Lead',
  params: {
    stage: target('stage', 'Stage'),
    after: optional('record', 'Behind', { record: 'stage' }),
    first: optional('flag', 'First'),
  },
  needs: 'pipeline.write',
  risk: 'reversible',
  run: async (_context, { stage, after, first }, tx) => {
    if (!after && !first) throw invalid(`Where to? stage move "${stage.title}" after:"…", or first:yes`)
    const placed = await placeStage(tx, stage.id, first ? null : (after?.id ?? null))
    return {
      headline: `${stage.title} is ${first ? 'first' : `behind ${after?.title}`}: ${placed.order.join(' → ')}`,
      undo: {
        command: 'stage move',
        args: { stage: stage.id, ...(placed.before === null ? { first: true } : { after: placed.before }) },
        versions: {},
      },
      data: { stages: placed.order },
    }
  },
})
