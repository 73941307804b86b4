import { spawn } from 'node:child_process'
import { ROOT } from './freshness.mjs'
import { CommandFailed } from './steps.mjs'

/** Longer than a registry takes; without a network npm tries for minutes. */
const PATIENCE_MS = 20_000

/**
 * Asks the registry which packages that run have known holes. Answers what is to be said of it, and throws `CommandFailed` for those that are
 * high or critical. Where nobody answers (no network, a registry without advisories) that is said, and is no failure: it says nothing about
 * the packages.
 */
export async function auditPackages() {
  const text = await output('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'])
  const { metadata, vulnerabilities } = read(text)
  if (!metadata) return 'NOT ASKED: the registry does not answer for advisories'
  const { high, critical, total } = metadata.vulnerabilities
  if (high + critical === 0) return total === 0 ? 'none is known' : `${total} below high are known`
  const named = Object.values(vulnerabilities)
    .filter(({ severity }) => severity === 'high' || severity === 'critical')
    .map(({ name, severity, range }) => `${name} ${range}: ${severity}`)
  throw new CommandFailed(
    `Packages with known holes:\n${named.join('\n')}\nnpm audit says more, npm audit fix mends some.`,
  )
}

/** @param {string} text @returns {any} */
function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** What a program writes, however it ends. @param {string} file @param {string[]} args @returns {Promise<string>} */
function output(file, args) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'], timeout: PATIENCE_MS })
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.once('error', () => resolve(''))
    child.once('close', () => resolve(text))
  })
}
