/** `npm run check`: types, rules, format, dead code and known holes of packages, side by side. Shows what each found; ends with 1 if any found something. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { auditPackages } from './setup/audit.mjs'
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

const results = await Promise.all([
  ...Object.entries(checks).map(([name, [bin, ...args]]) => check(name, () => runBin(bin, args).then(() => ''))),
  check('known holes of packages', auditPackages),
])
process.exit(results.every(Boolean) ? 0 : 1)

/** `work` answers what else is to be said of it. @param {string} name @param {() => Promise<string>} work */
async function check(name, work) {
  const start = performance.now()
  try {
    const said = await work()
    reportStep(said ? `${name}: ${said}` : name, performance.now() - start)
    return true
  } catch (error) {
    reportStep(`${name}: FAILED`, performance.now() - start)
    console.error(/** @type {Error} */ (error).message)
    return false
  }
}
