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
  /** When it was given up; deals that were there still say so. */
  removedAt: Date | null
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

/** A percentage and, where there is a limit, days above zero. */
export function checkStage({
  name,
  probability,
  rotDays,
}: Pick<Stage, 'name' | 'probability' | 'rotDays'>): Result<null> {
  if (!nameKey(name)) return no('A stage needs a name.')
  if (!Number.isInteger(probability) || probability < 0 || probability > 100)
    return no('A probability is a whole percentage between 0 and 100.')
  if (rotDays !== null && rotDays < 1) return no('After how many days is a deal stale there? One at least: rot:14')
  return ok(null)
}

/** The ids of stages in their new order: `id` behind `after`, or first; won and lost stay at the end. Throws nothing. */
export function reordered(stages: readonly Stage[], id: string, after: string | null): string[] {
  const others = stages.filter((stage) => stage.id !== id).map((stage) => stage.id)
  const at = after === null ? 0 : others.indexOf(after) + 1
  return [...others.slice(0, at), id, ...others.slice(at)]
}

/** Only an open stage goes, never the last one, and one with deals only with a place for them. */
export function checkRemoval(stage: Stage, stages: readonly Stage[], deals: number, to: Stage | null): Result<null> {
  const open = stages.filter(({ kind }) => kind === 'open')
  if (stage.kind !== 'open')
    return no(`${stage.name} is where ${stage.kind} deals end. It can be renamed, not removed.`)
  if (open.length === 1) return no(`${stage.name} is the only open stage of its pipeline, so it stays.`)
  if (to?.id === stage.id || (to && to.kind !== 'open'))
    return no(`Open deals can't go to ${to.name}. Name another open stage.`)
  if (deals > 0 && !to)
    return no(
      `${deals === 1 ? 'One deal is' : `${deals} deals are`} in ${stage.name}. Where are they to go? stage remove "${stage.name}" to:"${open.find(({ id }) => id !== stage.id)?.name ?? ''}"`,
    )
  return ok(null)
}
