import { mkdir } from 'node:fs/promises'
import { startChild } from './child.js'
import { accepts, freePort } from './ports.js'
import { obtainProgram } from './programs.js'

export type Redis = { url: string; pid: number; stop: () => Promise<void> }

/**
 * A private redis-server on a free port. It keeps nothing on disk and evicts nothing: BullMQ loses jobs under any other
 * policy. Throws UnavailableError when it can't be had.
 */
export async function startRedis(options: {
  dir: string
  cacheDir: string
  onProgress?: (step: string, ms: number) => void
}): Promise<Redis> {
  const names = ['redis-server', 'valkey-server']
  const packages = ['redis-server']
  const program = await obtainProgram({ names, packages, cacheDir: options.cacheDir, onProgress: options.onProgress })
  await mkdir(options.dir, { recursive: true })
  const port = await freePort()
  const settings = {
    port,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
    dir: options.dir,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const env = { ...process.env, ...program.env }
  const server = await startChild(program.path, args, { env }, () => accepts(port))
  return { url: `redis://127.0.0.1:${port}`, ...server }
}
