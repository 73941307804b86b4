import { randomBytes } from 'node:crypto'
import { testServer } from './servers.js'

/** The run's Redis, with a prefix of your own: other files use the same server. */
export async function freshRedis(): Promise<{ url: string; prefix: string }> {
  const { url } = await testServer('redis')
  return { url, prefix: `{test${randomBytes(4).toString('hex')}}` }
}
