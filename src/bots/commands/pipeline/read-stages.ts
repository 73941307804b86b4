import type { NewStage } from '../../../domain/crm/pipeline.js'
import { invalid } from '../../../lib/errors.js'

const STAGE = /^(?<name>.+?)\s+(?<probability>\d{1,3})\s*%(?:\s+(?<rot>\d{1,4})\s*d(?:ays?)?)?$/

/** "Contact 10% 30d, Trial 40%": open stages, with one for won and one for lost deals at the end. Throws `invalid` with the part. */
export function readStages(text: string): NewStage[] {
  const open = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part): NewStage => {
      const { name = '', probability, rot } = STAGE.exec(part)?.groups ?? {}
      if (!name) throw invalid(`"${part}" is no stage: write name, probability and days, like Trial 40% 14d.`)
      return { name, probability: Number(probability), ...(rot ? { rotDays: Number(rot) } : {}) }
    })
  return [...open, { name: 'Won', probability: 100, kind: 'won' }, { name: 'Lost', probability: 0, kind: 'lost' }]
}
