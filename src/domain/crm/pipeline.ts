import { nameKey } from '../../lib/name-key.js'
import { no, ok, type Result } from '../../lib/result.js'

export type StageKind = 'open' | 'won' | 'lost'

/** A step of a pipeline. `probability` is percent; a deal that stays longer than `rotDays` is stale. */
export type Stage = {
  id: string
  pipelineId: string
  name: string
  position: number
  probability: number
  rotDays: number | null
  kind: StageKind
  version: number
}

export type NewStage = { name: string; probability: number; kind?: StageKind; rotDays?: number }
export type NewPipeline = { name: string; stages: readonly NewStage[] }

/** What a new company starts with: six steps that most sales teams recognise, to be changed later. */
export const defaultPipeline: NewPipeline = {
  name: 'Sales',
  stages: [
    { name: 'Lead', probability: 10, rotDays: 21 },
    { name: 'Qualified', probability: 25, rotDays: 21 },
    { name: 'Proposal', probability: 50, rotDays: 14 },
    { name: 'Negotiation', probability: 75, rotDays: 14 },
    { name: 'Won', probability: 100, kind: 'won' },
    { name: 'Lost', probability: 0, kind: 'lost' },
  ],
}

/** A pipeline has somewhere to begin, one place to win and one to lose, and no two stages that sound the same. */
export function checkPipeline(input: NewPipeline): Result<NewPipeline> {
  const count = (kind: StageKind) => input.stages.filter((stage) => (stage.kind ?? 'open') === kind).length
  if (!input.name.trim()) return no('A pipeline needs a name.')
  if (count('open') === 0) return no('A pipeline needs at least one open stage.')
  if (count('won') !== 1 || count('lost') !== 1)
    return no('A pipeline has one stage for won deals and one for lost ones.')
  if (new Set(input.stages.map(({ name }) => nameKey(name))).size !== input.stages.length)
    return no('Two stages of a pipeline have the same name.')
  if (input.stages.some(({ probability }) => !Number.isInteger(probability) || probability < 0 || probability > 100))
    return no('A probability is a whole percentage between 0 and 100.')
  return ok(input)
}
