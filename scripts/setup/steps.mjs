import { spawn } from 'node:child_process'
import { ROOT } from './freshness.mjs'

/** A step's line: what was done, and the seconds it took. @param {string} name @param {number} ms */
export const reportStep = (name, ms) => console.log(`  ${name.padEnd(44)} ${(ms / 1000).toFixed(1).padStart(6)} s`)

/** Does one step of the set-up and reports it. @template T @param {string} name @param {() => Promise<T>} work */
export async function step(name, work) {
  const start = performance.now()
  const value = await work()
  reportStep(name, performance.now() - start)
  return value
}

/** A command that did not end well; the message carries what it wrote. */
export class CommandFailed extends Error {}

/** Runs a program of this checkout; its output shows only when it fails. @param {string} file @param {string[]} args */
export function run(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new CommandFailed(`${[file, ...args].join(' ')} ended with ${code}\n${output.trim()}`))
    })
  })
}

/** A package's own program, run by this Node. @param {string} bin path below node_modules @param {string[]} args */
export const runBin = (bin, args) => run(process.execPath, [`node_modules/${bin}`, ...args])
