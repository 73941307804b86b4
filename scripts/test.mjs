/**
 * `npm test`: sets everything up, runs the tests on servers of their own, and ends with `N passed, N failed`. What follows
 * `--` goes to Vitest: `npm test -- tests/unit`.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './setup/freshness.mjs'
import { setUp } from './setup/setup.mjs'

/** So many files are named at the end. */
const SLOWEST = 25
const RESULTS = path.join(ROOT, '.cache/test-results', `${process.pid}.json`)

try {
  await setUp()
} catch (error) {
  console.error(error.message)
  finish({ passed: 0, failed: 1 })
}
mkdirSync(path.dirname(RESULTS), { recursive: true })
const { exitCode, interrupted } = await runVitest(process.argv.slice(2))
if (interrupted) await leaveServers()
finish(countResults(exitCode))

/** @param {string[]} more @returns {Promise<{ exitCode: number, interrupted: boolean }>} */
function runVitest(more) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`]
  const args = [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...more]
  const vitest = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
  let interrupted = false
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      interrupted = true
      vitest.kill(signal)
    })
  return new Promise((resolve) => vitest.once('close', (code) => resolve({ exitCode: code ?? 1, interrupted })))
}

/** Vitest ends at a signal without its teardown, so the servers of the run are stopped from here. @returns {Promise<void>} */
function leaveServers() {
  const script = path.join(ROOT, 'tests/support/leave-servers.ts')
  const leaving = spawn(process.execPath, ['--import', 'tsx', script], { cwd: ROOT, stdio: 'inherit', detached: true })
  return new Promise((resolve) => leaving.once('close', () => resolve()))
}

/**
 * A file that could not be run counts as one failure, and so does a test that was skipped: nothing is proved by it. When
 * Vitest failed for a reason of its own (an error outside every test), that is one more.
 */
function countResults(exitCode) {
  if (!existsSync(RESULTS)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(RESULTS, 'utf8'),
  )
  rmSync(RESULTS)
  printSlowest(testResults)
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  )
  const skipped = numPendingTests + numTodoTests
  if (skipped > 0) console.log(`${skipped} tests were skipped; here that is a failure.`)
  const failed = numFailedTests + brokenFiles.length + skipped
  return { passed: numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}

/** Where a whole run's time goes. A file or two that somebody works on need no such list. */
function printSlowest(files) {
  if (files.length <= SLOWEST) return
  const seconds = files.map(({ name, startTime, endTime }) => ({ name, s: (endTime - startTime) / 1000 }))
  console.log(`The ${SLOWEST} files that took longest, of ${files.length}:`)
  for (const { name, s } of seconds.sort((a, b) => b.s - a.s).slice(0, SLOWEST))
    console.log(`${s.toFixed(1).padStart(7)} s  ${path.relative(ROOT, name)}`)
}

function finish({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed > 0 || passed === 0 ? 1 : 0)
}
