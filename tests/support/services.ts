import { loadCatalog } from '../../src/bots/commands/registry.js'
import type { Services } from '../../src/jobs/services.js'
import { bareServices } from './bare-services.js'

/** Jobs with nothing of the outside world: no chat, no mail server. */
export const quietServices: Services = { ...bareServices, catalog: await loadCatalog() }
