import { execFile } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const MODEST = pathToFileURL(path.resolve('src/lib/modest-heap.ts')).href

/** Keeps 40 MB, lets six times that pass through a queue as batches do, and says how large its heap was at most, MB. */
const churn = `
  const item = (n) => new Array(200).fill(n + 0.5)
  const kept = Array.from({ length: 25_000 }, (_, n) => item(n))
  const passing = []
  let most = 0
  for (let n = 0; n < 160_000; n += 1) {
    passing[n % 10_000] = item(n)
    if (n % 1_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal)
  }
  console.log(kept.length && Math.round(most / 1024 ** 2))`

async function heapOf(before: string): Promise<number> {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', `${before};${churn}`]
  return Number((await promisify(execFile)(process.execPath, args)).stdout)
}

it('the heap of a process stays near what it has in use, whatever passes through it', async () => {
  const modest = await heapOf(`const { modestHeap } = await import(${JSON.stringify(MODEST)}); modestHeap()`)
  expect(modest).toBeLessThan(180)
  expect(await heapOf('')).toBeGreaterThan(modest * 1.25)
})
