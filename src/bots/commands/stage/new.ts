import { createStage } from '../../../domain/crm/create-stage.js'
import { getFirstStage } from '../../../domain/crm/pipeline-store.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { rotText } from './stage-table.js'

export default defineCommand({
  name: 'stage new',
  summary: 'A new stage of a pipeline, behind another',
  example: 'stage new Demo probability:30 rot:14 after:Qualified',
  params: {
    name: required('text', 'Name', { target: true }),
    probability: required('percent', 'Probability'),
    rot: optional('integer', 'Stale after days'),
    pipeline: optional('record', 'Pipeline', { record: 'pipeline', hint: 'Default: the first one' }),
    after: optional('record', 'Behind', { record: 'stage', hint: 'Default: the last open one' }),
  },
  needs: 'pipeline.write',
  risk: 'reversible',
  run: async (_context, { name, probability, rot, pipeline, after }, tx) => {
    const pipelineId = pipeline?.id ?? (await getFirstStage(tx)).pipelineId
    const stage = await createStage(tx, {
      pipelineId,
      name,
      probability,
      rotDays: rot ?? null,
      ...(after && { afterId: after.id }),
    })
    return {
      headline: `New stage ${stage.name}`,
      fields: fieldsWith([
        ['Probability', { percent: stage.probability }],
        ['Stale after', rotText(stage.rotDays)],
        ['Behind', after?.title ?? null],
      ]),
      undo: { command: 'stage remove', args: { stage: stage.id }, versions: {} },
      data: { name: stage.name, probability: stage.probability, rotDays: stage.rotDays },
    }
  },
})
