import { editStage } from '../../../domain/crm/edit-stage.js'
import { listStageRows } from '../../../domain/crm/stage-list-store.js'
import { invalid } from '../../../lib/errors.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { clearable, NONE, optional, target } from '../params.js'
import type { Change } from '../reply.js'
import { rotText } from './stage-table.js'

export default defineCommand({
  name: 'stage set',
  summary: 'Change a stage’s name, its probability, or after how many days a deal is stale there (`rot:none`: never)',
  example: 'stage set Proposal probability:60 rot:10',
  params: {
    stage: target('stage', 'Stage'),
    name: optional('text', 'Name'),
    probability: optional('percent', 'Probability'),
    rot: clearable('integer', 'Stale after days'),
  },
  needs: 'pipeline.write',
  risk: 'reversible',
  current: async (_context, read, { id }) => {
    const [stage] = await listStageRows(read, { ids: [id] })
    return defined({ name: stage?.name, probability: stage?.probability, rot: stage?.rotDays ?? undefined })
  },
  run: async (_context, { stage, name, probability, rot }, tx) => {
    const change = {
      ...(name ? { name } : {}),
      ...(probability === undefined ? {} : { probability }),
      ...(rot === undefined ? {} : { rotDays: rot }),
    }
    if (Object.keys(change).length === 0) throw invalid(`What is to change? stage set "${stage.title}" probability:60`)
    const { before, after } = await editStage(tx, stage.id, change)
    const changes: Change[] = [
      { label: 'Name', before: before.name, after: after.name },
      { label: 'Probability', before: { percent: before.probability }, after: { percent: after.probability } },
      { label: 'Stale after', before: rotText(before.rotDays), after: rotText(after.rotDays) },
    ]
    return {
      headline: `The stage ${after.name} is changed`,
      changes: changes.filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after)),
      undo: {
        command: 'stage set',
        args: {
          stage: after.id,
          name: before.name,
          probability: before.probability,
          rot: before.rotDays ?? NONE,
        },
        versions: { [`stage:${after.id}`]: after.version },
      },
      data: { name: after.name, probability: after.probability, rotDays: after.rotDays },
    }
  },
})
