import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startRedis } from '../../scripts/services/redis.js'
import { CACHE } from './places.js'
import type { Started } from './server-desk.js'
import type { TestServers } from './servers.js'

export async function startTestRedis(): Promise<Started<TestServers['redis']>> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-test-redis-'))
  const server = await startRedis({ dir, cacheDir: path.join(CACHE, 'redis') })
  const stop = async () => {
    await server.stop()
    await rm(dir, { recursive: true })
  }
  return { address: { url: server.url }, stop }
}
