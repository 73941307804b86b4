import { existsSync } from 'node:fs'
import path from 'node:path'
import { startChild } from './child.js'
import { freePort } from './ports.js'
import { obtainProgram } from './programs.js'

/** An object store that speaks S3. Stopped and started again on the same directory it has what it had, at the same address. */
export type Swift = {
  endpoint: string
  region: string
  keyId: string
  secret: string
  stop: () => Promise<void>
  start: () => Promise<void>
}

/** Swift has no program of its own that serves without a configuration in /etc: what is looked for is its library. */
const LIBRARY = '../lib/python3/dist-packages/swift/__init__.py'
const PYTHON = '/usr/bin/python3'

/** OpenStack's Swift from Debian, on a free port. Throws UnavailableError when it can't be had. */
export async function startSwift(options: { dir: string; cacheDir: string }): Promise<Swift> {
  const library = await obtainProgram({
    names: [LIBRARY],
    packages: ['python3-swift'],
    cacheDir: options.cacheDir,
  })
  const packages = path.resolve(library.path, '../..')
  const env = { ...process.env, ...library.env, PYTHONPATH: packages }
  const unpackedPython = path.resolve(packages, '../../../bin/python3')
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const args = [path.join(import.meta.dirname, 'swift-node.py'), options.dir, String(port)]
  const begin = () => startChild(existsSync(PYTHON) ? PYTHON : unpackedPython, args, { env }, () => answers(endpoint))
  let server = await begin()
  return {
    endpoint,
    region: 'eu-test-1',
    keyId: 'test:tester',
    secret: 'testing',
    stop: () => server.stop(),
    start: async () => {
      server = await begin()
    },
  }
}

/** With whatever: that somebody listens is not enough, the servers behind it are to be there. */
const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  )
