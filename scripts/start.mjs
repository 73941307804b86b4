/**
 * `npm start`: from a clone to a running demo company. Needs nothing but Node and npm; imports no package before it has
 * installed them. Ctrl-C stops everything that was started, the last thing first.
 */
import { setUp } from './setup/setup.mjs'
import { reportStep, step } from './setup/steps.mjs'

/** Written in TypeScript and run as it stands: `startDemo(run)` starts the servers, the service and the sandbox. */
const DEMO = './run-demo.ts'

/** @type {(() => Promise<void>)[]} */
const started = []
/** @type {Promise<void> | undefined} */
let ending

function end(exitCode) {
  ending ??= stopAll().then(() => process.exit(exitCode))
  return ending
}

async function stopAll() {
  for (const stop of started.reverse()) await stop().catch((error) => console.error(error))
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0))

try {
  console.log('Daybook is getting ready.')
  await setUp()
  const { register } = await import('tsx/esm/api')
  register()
  const { startDemo } = await import(DEMO)
  const tour = await startDemo({
    step,
    onProgress: reportStep,
    /** Registered as soon as a thing runs: also what a failed start leaves is stopped. */
    onStop: (stop) => started.push(stop),
  })
  console.log(tour)
} catch (error) {
  if (!ending) console.error(`\nDaybook could not start: ${error.message}`)
  if (!ending && process.env.DEBUG) console.error(error)
  await end(1)
}
