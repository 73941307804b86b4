import { listStages } from '../../../domain/crm/pipeline-store.js'
import { removePipeline } from '../../../domain/crm/remove-pipeline.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'pipeline remove',
  summary: 'Remove a pipeline in which there never was a deal',
  example: 'pipeline remove Partners',
  params: { pipeline: target('pipeline', 'Pipeline') },
  needs: 'pipeline.write',
  risk: 'reversible',
  run: async (_context, { pipeline }, tx) => {
    const stages = (await listStages(tx, pipeline.id)).filter(({ kind }) => kind === 'open')
    await removePipeline(tx, pipeline.id, pipeline.title)
    return {
      headline: `The pipeline ${pipeline.title} is gone.`,
      undo: {
        command: 'pipeline new',
        args: {
          name: pipeline.title,
          stages: stages
            .map(({ name, probability, rotDays }) => `${name} ${probability}%${rotDays === null ? '' : ` ${rotDays}d`}`)
            .join(', '),
        },
        versions: {},
      },
      data: { name: pipeline.title },
    }
  },
})
