import type { Stage } from '../../../domain/crm/pipeline.js'
import { counted } from '../../../lib/counted.js'
import type { Table } from '../reply.js'

type Shown = Pick<Stage, 'name' | 'probability' | 'rotDays' | 'kind'>

/** Stages in their order. */
export const stageTable = (stages: readonly Shown[]): Table => ({
  columns: [
    { key: 'stage', label: 'Stage', type: 'text' },
    { key: 'probability', label: 'Probability', type: 'percent' },
    { key: 'rot', label: 'Stale after', type: 'text' },
    { key: 'kind', label: 'Deals there are', type: 'text' },
  ],
  rows: stages.map(({ name, probability, rotDays, kind }) => ({
    stage: name,
    probability: { percent: probability },
    rot: rotText(rotDays),
    kind,
  })),
})

export const rotText = (rotDays: number | null): string | null => (rotDays === null ? null : counted(rotDays, 'day'))
