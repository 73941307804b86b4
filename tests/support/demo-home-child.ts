/** Makes the demo company of a home and leaves it at rest: `demo-home-child.ts HOME ANCHOR`. */
import { ensureCompany } from '../../scripts/demo/company-database.js'
import { readState } from '../../scripts/demo/state.js'
import { demoTime } from '../../scripts/demo/time.js'
import { DEMO_SEED } from '../../src/demo/load-demo.js'
import { systemClock } from '../../src/lib/clock.js'

const [home = '', anchor = ''] = process.argv.slice(2)
const state = readState(home, { ...demoTime(systemClock.now(), anchor), seed: DEMO_SEED })
await ensureCompany(home, state, () => undefined)
