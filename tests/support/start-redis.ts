import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startRedis } from '../../scripts/services/redis.js'
import { CACHE } from './places.js'
import type { Started } from './server-desk.js'
import type { TestServers } from './servers.js'

export async function startTestRedis(): Promise<Started<TestServers['redis']>> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'daybook-test-redis-'))
  const { url, stop } = await startRedis({ dir, cacheDir: path.join(CACHE, 'redis') })
  return { address: { url }, stop: () => stop().finally(() => rm(dir, { recursive: true })) }
}
