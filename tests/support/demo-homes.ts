import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'

/** Not below /tmp: Postgres' own user must be able to get there. */
const HOMES = path.resolve('.cache/demo-homes')

/** Where a demo of this run lives. */
export const demoHomeOf = (runId: string, name: string): string => path.join(HOMES, `${runId}-${name}`)

/** What a run left of its demos. */
export async function dropDemoHomes(runId: string): Promise<void> {
  const names = await readdir(HOMES).catch(() => [])
  const ours = names.filter((name) => name.startsWith(`${runId}-`))
  await Promise.all(ours.map((name) => dropHome(path.join(HOMES, name))))
}

/** Where the servers' user can't get to the homes, their books and mail lie elsewhere, and a note in the home says where. */
async function dropHome(home: string): Promise<void> {
  for (const server of ['postgres', 'mailroom']) {
    const elsewhere = await readFile(path.join(home, server, 'location'), 'utf8').catch(() => null)
    if (elsewhere !== null) await rm(elsewhere.trim(), { recursive: true, force: true })
  }
  await rm(home, { recursive: true, force: true })
}
