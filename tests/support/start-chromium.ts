import { findChromium } from '../../scripts/services/chromium.js'
import type { Started } from './server-desk.js'
import type { TestServers } from './servers.js'

/** Nothing to start: each test launches its own browser from the one path. */
export async function startTestChromium(): Promise<Started<TestServers['chromium']>> {
  return { address: { executablePath: await findChromium() }, stop: async () => {} }
}
