import type { Bench, Finding } from '../harness.js'
import { askedFor } from './asked.js'
import { timeReports } from './every-report.js'
import { openLarge } from './large.js'

/** Every report, and a question over a million rows, in a company a thousand times the demo's (`REPORTS_TIMES=100` for a smaller one). */
export const figures: Bench = {
  name: 'reports',
  run: async (stage): Promise<Finding[]> => {
    const large = await openLarge(stage)
    return [large.size, ...(await timeReports(large)), ...(await askedFor(large))]
  },
}
