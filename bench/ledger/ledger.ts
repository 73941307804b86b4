import type { Bench, Finding } from '../harness.js'
import type { Stage } from '../stage.js'
import { ageing } from './ageing.js'
import { closing } from './closing.js'
import { journal } from './journal.js'
import { posting } from './posting.js'

/** What issue and design demand of the books' speed, part by part: each stands by itself, on a database of its own. */
const PARTS: Readonly<Record<string, (stage: Stage) => Promise<Finding[]>>> = { posting, closing, journal, ageing }

/** All parts, or those named in `LEDGER_PARTS=posting,ageing`. */
export const ledger: Bench = {
  name: 'ledger',
  run: async (stage) => {
    const wanted = process.env['LEDGER_PARTS']?.split(',') ?? Object.keys(PARTS)
    const findings: Finding[] = []
    for (const name of wanted) findings.push(...((await PARTS[name]?.(stage)) ?? []))
    return findings
  },
}
