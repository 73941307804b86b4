/** The demo in a process of its own, as `npm start` runs it: `demo-child.ts HOME ANCHOR`. Says where its page is when it is up. */
import { runDemo } from '../../scripts/run-demo.js'
import { freePort } from '../../scripts/services/ports.js'

const [home = '', anchor = ''] = process.argv.slice(2)
const started: (() => Promise<void>)[] = []

async function end(): Promise<void> {
  for (const stop of started.reverse()) await stop()
  process.exit(0)
}

process.on('SIGTERM', () => void end())
const demo = await runDemo(
  { step: (_, work) => work(), onProgress: () => undefined, onStop: (stop) => started.push(stop) },
  { home, anchor, pagePort: await freePort(), appPort: await freePort() },
)
process.stdout.write(`${JSON.stringify({ url: demo.url })}\n`)
