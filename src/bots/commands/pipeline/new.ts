import { createPipeline } from '../../../domain/crm/create-pipeline.js'
import { defaultPipeline } from '../../../domain/crm/pipeline.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { stageTable } from '../stage/stage-table.js'
import { readStages } from './read-stages.js'

export default defineCommand({
  name: 'pipeline new',
  summary:
    'A new pipeline with its stages in order, each with its probability and after how many days a deal is stale there',
  example: 'pipeline new Partners stages:"Contact 10% 30d, Trial 40% 14d, Contract 80%"',
  params: {
    name: required('text', 'Name', { target: true }),
    stages: optional('text', 'Stages', {
      hint: 'Contact 10% 30d, Trial 40% 14d – without any: those of a new company',
    }),
  },
  needs: 'pipeline.write',
  risk: 'reversible',
  run: async (_context, { name, stages: typed }, tx) => {
    const stages = await createPipeline(tx, {
      name,
      stages: typed ? readStages(typed) : defaultPipeline.stages,
    })
    return {
      headline: `New pipeline ${name} with ${counted(stages.length, 'stage')}`,
      table: stageTable(stages),
      undo: { command: 'pipeline remove', args: { pipeline: stages[0]?.pipelineId }, versions: {} },
      data: { name, stages: stages.map((stage) => stage.name) },
    }
  },
})
