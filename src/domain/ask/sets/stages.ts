import { choice, listed, number } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'stages',
  one: 'stage',
  many: 'stages',
  needs: ['deal.read'],
  table: 'stage',
  ref: "''",
  title: '{t}.name',
  key: '{t}.name_key',
  shows: ['pipeline', 'probability', 'kind'],
  sort: 'position',
  fields: {
    name: listed('Name', 'name'),
    pipeline: { label: 'Pipeline', type: 'text', sql: '{pipeline}.name', listed: true },
    position: number('Position', 'position'),
    probability: { label: 'Probability', type: 'percent', sql: '{t}.probability' },
    kind: choice('Kind', 'kind', ['open', 'won', 'lost']),
    'rot-days': number('Stale after days', 'rot_days'),
  },
  relations: { pipeline: { label: 'Pipeline', to: 'pipelines', sql: '{t}.pipeline_id' } },
})
