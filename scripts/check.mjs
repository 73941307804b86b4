/** `npm run check`: types, rules, format and dead code, side by side. Shows what each found; ends with 1 if any found something. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './setup/freshness.mjs'
import { generate } from './setup/setup.mjs'
import { reportStep, runBin } from './setup/steps.mjs'

const checks = {
  types: ['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  'types of the sandbox page': ['typescript/bin/tsc', '--noEmit', '-p', 'src/sandbox/page/tsconfig.json'],
  'rules and import directions': ['oxlint/bin/oxlint', '-c', 'oxlint.config.mjs'],
  format: ['@biomejs/biome/bin/biome', 'check'],
  'dead code': ['knip/bin/knip.js'],
}

if (!existsSync(path.join(ROOT, 'src/generated/prisma/client.ts'))) await generate()

const results = await Promise.all(Object.entries(checks).map(([name, [bin, ...args]]) => check(name, bin, args)))
process.exit(results.every(Boolean) ? 0 : 1)

/** @param {string} name @param {string} bin @param {string[]} args */
async function check(name, bin, args) {
  const start = performance.now()
  const problem = await runBin(bin, args).then(
    () => undefined,
    (error) => error.message,
  )
  reportStep(problem ? `${name}: FAILED` : name, performance.now() - start)
  if (problem) console.error(problem)
  return !problem
}
