import path from 'node:path'
import { findNotmuch } from '../../scripts/services/notmuch.js'
import { CACHE } from './places.js'
import type { Started } from './server-desk.js'
import type { TestServers } from './servers.js'

/** Nothing to start: it is a program, each test gives it a mailbox of its own. */
export async function startTestNotmuch(): Promise<Started<TestServers['notmuch']>> {
  return { address: await findNotmuch(path.join(CACHE, 'notmuch')), stop: async () => {} }
}
