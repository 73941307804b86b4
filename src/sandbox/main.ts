import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { optionsSchema } from './options.js'
import { startSandbox } from './server.js'

/**
 * The sandbox as a process of its own: `main.js CONFIG.json`. Prints one line of JSON when it is up:
 * `{"ready":true,"port":…,"url":…,"apiUrl":…}`. Ends on SIGTERM and SIGINT, having saved.
 */
async function main(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('usage: sandbox CONFIG.json')
  const options = optionsSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  const sandbox = await startSandbox(options)
  const stop = () => void sandbox.close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const { port, url, apiUrl } = sandbox
  process.stdout.write(`${JSON.stringify({ ready: true, port, url, apiUrl })}\n`)
}

main(process.argv[2]).catch((error: unknown) => {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  process.stderr.write(`sandbox: ${reason}\n`)
  process.exit(1)
})
