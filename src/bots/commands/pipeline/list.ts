import { listPipelines } from '../../../domain/crm/pipeline-list-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'pipeline list',
  summary: 'The pipelines, with their stages and open deals',
  example: 'pipeline list',
  params: {},
  needs: 'deal.read',
  risk: 'read',
  run: async ({ read, asker }) => {
    const pipelines = await read((scope) => listPipelines(scope))
    return {
      headline: counted(pipelines.length, 'pipeline'),
      table: {
        columns: [
          { key: 'name', label: 'Pipeline', type: 'text' },
          { key: 'stages', label: 'Stages', type: 'number' },
          { key: 'deals', label: 'Open deals', type: 'number' },
        ],
        rows: pipelines.map(({ name, stages, openDeals }) => ({ name, stages, deals: openDeals })),
      },
      actions: [
        ...pipelines.slice(0, 5).map(({ name }) => ({
          label: `Show ${name}`,
          do: { command: 'pipeline show', args: { pipeline: name } },
          typed: `pipeline show "${name}"`,
        })),
        ...(asker.may('pipeline.write')
          ? [{ label: 'New pipeline…', do: { form: 'pipeline new', args: {} }, typed: 'pipeline new' }]
          : []),
      ],
      data: { pipelines: pipelines.map(({ name, stages, openDeals }) => ({ name, stages, openDeals })) },
    }
  },
})
