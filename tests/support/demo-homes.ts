import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'

/** Not below /tmp: Postgres' own user must be able to get there. */
const HOMES = path.resolve('.cache/demo-homes')

/** Where a demo of this run lives. */
export const demoHomeOf = (runId: string, name: string): string => path.join(HOMES, `${runId}-${name}`)

/** What a run left of its demos. */
export async function dropDemoHomes(runId: string): Promise<void> {
  const names = await readdir(HOMES).catch(() => [])
  const ours = names.filter((name) => name.startsWith(`${runId}-`))
  await Promise.all(ours.map((name) => rm(path.join(HOMES, name), { recursive: true, force: true })))
}
