import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { freshRedis } from '../../support/redis.js'

test('evicts nothing, which BullMQ depends on', async () => {
  const { url } = await freshRedis()
  const redis = new Redis(url)
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  redis.disconnect()
})
