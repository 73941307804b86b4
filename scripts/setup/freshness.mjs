import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../..')
const STAMPS = path.join(ROOT, '.cache/built')

/** @typedef {{ name: string, inputs: string[], except?: string[], output: string }} Product */

/** What is made from sources, and how one sees that it is out of date. Paths are relative to the checkout. */
export const products = {
  client: {
    name: 'client',
    inputs: ['prisma/schema.prisma', 'package-lock.json'],
    output: 'src/generated/prisma/client.ts',
  },
  service: {
    name: 'service',
    inputs: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    except: ['src/sandbox/page'],
    output: 'dist/config.js',
  },
  page: {
    name: 'page',
    inputs: ['src/sandbox/page', 'src/sandbox/page-api.ts', 'package-lock.json'],
    output: 'dist/sandbox-page/index.html',
  },
}

/** @param {Product} product */
export function isFresh(product) {
  const stamp = path.join(STAMPS, product.name)
  if (!existsSync(path.join(ROOT, product.output)) || !existsSync(stamp)) return false
  return readFileSync(stamp, 'utf8') === digest(product)
}

/** Call it with the digest taken before the work, so that an edit made meanwhile counts as newer. */
export function markFresh(/** @type {Product} */ product, /** @type {string} */ taken) {
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(path.join(STAMPS, product.name), taken)
}

/**
 * Names, sizes and times of every source: 5 ms for this project, and a deleted file counts too. Of a file that is named by itself, what is in it: npm writes
 * the lockfile anew where nothing of it changed. @param {Product} product
 */
export function digest({ inputs, except = [] }) {
  const hash = createHash('sha256')
  const left = [...inputs]
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (except.includes(name)) continue
    const file = path.join(ROOT, name)
    const entry = statSync(file)
    if (entry.isDirectory()) left.push(...readdirSync(file).map((inner) => path.join(String(name), inner)))
    else hash.update(`${name} `).update(inputs.includes(name) ? readFileSync(file) : `${entry.size} ${entry.mtimeMs}\n`)
  }
  return hash.digest('hex')
}
