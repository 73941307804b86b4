import { listStageRows } from '../../../domain/crm/stage-list-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { stageTable } from '../stage/stage-table.js'

export default defineCommand({
  name: 'pipeline show',
  summary: 'A pipeline’s stages: how likely a deal is there, and after how many days it is stale',
  example: 'pipeline show Sales',
  params: { pipeline: target('pipeline', 'Pipeline') },
  needs: 'deal.read',
  risk: 'read',
  run: async ({ read, asker }, { pipeline }) => {
    const stages = await read((scope) => listStageRows(scope, { pipelineId: pipeline.id }))
    const args = { pipeline: pipeline.title }
    return {
      headline: `${pipeline.title}: ${counted(stages.length, 'stage')}`,
      table: stageTable(stages),
      actions: [
        { label: 'Its deals', do: { command: 'deal list', args: { whose: 'all', ...args } } },
        ...(asker.may('pipeline.write') ? [{ label: 'New stage…', do: { form: 'stage new', args } }] : []),
      ],
      data: {
        name: pipeline.title,
        stages: stages.map(({ name, probability, rotDays, kind }) => ({ name, probability, rotDays, kind })),
      },
    }
  },
})
