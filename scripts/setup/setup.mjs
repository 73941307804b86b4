import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { digest, isFresh, markFresh, products, ROOT } from './freshness.mjs'
import { run, runBin, step } from './steps.mjs'

const BUILT = '.cache/dist'

/** Everything between a clone and a program that runs; each step only when its sources are newer than what it made. */
export async function setUp() {
  requireNode()
  if (!packagesFit()) await step('install the packages', installPackages)
  await make(products.client, 'generate the database client', generate)
  await make(products.service, 'compile the service', compile)
  await make(products.page, 'build the sandbox page', buildPage)
}

export const generate = () => runBin('prisma/build/index.js', ['generate'])

/** `npm ci` empties node_modules first; behind a link that is somebody else's. */
function installPackages() {
  const folder = path.join(ROOT, 'node_modules')
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error(
      'node_modules is a link, and what it points to does not fit package-lock.json. Remove the link first.',
    )
  return run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

/** @param {import('./freshness.mjs').Product} product @param {string} name @param {() => Promise<unknown>} work */
async function make(product, name, work) {
  if (isFresh(product)) return
  const taken = digest(product)
  await step(name, work)
  markFresh(product, taken)
}

function requireNode() {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  const wanted = engines.node.replace('>=', '').split('.').map(Number)
  const has = process.versions.node.split('.').map(Number)
  const older = has[0] < wanted[0] || (has[0] === wanted[0] && has[1] < wanted[1])
  if (older)
    throw new Error(`Daybook needs Node ${engines.node}; this is ${process.versions.node}. See https://nodejs.org.`)
}

/** Whether what is installed is what the lock file says: npm keeps its own copy of what it installed. */
function packagesFit() {
  const installed = path.join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(installed)) return false
  const has = JSON.parse(readFileSync(installed, 'utf8')).packages
  const { packages: wanted } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'))
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || (optional && !has[name]) || has[name]?.version === version,
  )
}

/** Into a fresh folder first: what was deleted from src must not live on in dist, where folders are registries. */
async function compile() {
  const built = path.join(ROOT, BUILT)
  rmSync(built, { recursive: true, force: true })
  await runBin('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', BUILT])
  const dist = path.join(ROOT, 'dist')
  mkdirSync(dist, { recursive: true })
  for (const name of readdirSync(dist)) if (name !== 'sandbox-page') rmSync(path.join(dist, name), { recursive: true })
  for (const name of readdirSync(built)) renameSync(path.join(built, name), path.join(dist, name))
  await keepOutline(dist)
}

/** All is loaded once, in a process of its own, so that nobody who asks for help waits for that. @param {string} dist */
function keepOutline(dist) {
  const [module, file] = ['declared-outline.js', 'outline.json'].map(
    (name) => pathToFileURL(path.join(dist, 'cli', name)).href,
  )
  const script = `
    const { declaredOutline } = await import('${module}')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(new URL('${file}'), JSON.stringify(await declaredOutline()))
    process.exit()`
  return run(process.execPath, ['--input-type=module', '-e', script])
}

const buildPage = () =>
  runBin('vite/bin/vite.js', ['build', '--config', 'src/sandbox/page/vite.config.ts', '--logLevel', 'warn'])
