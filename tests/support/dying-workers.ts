import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'
import { childScript } from './child-script.js'
import type { TestDatabase } from './database.js'

export type DyingWorkers = {
  /** Starts one that gets ready while others die: most of its life is its start. */
  start(): void
  /** Lets the one that was started first work until it kills itself at a step; whether it came to that. */
  die(step: number, now: string): Promise<boolean>
}

/** Workers in processes of their own, of a script that calls `dieAtStep`. What is left of them ends with the file. */
export async function dyingWorkers(
  script: string,
  { database, workspaceId, slackApiUrl }: { database: TestDatabase; workspaceId: string; slackApiUrl: string },
): Promise<DyingWorkers> {
  const args = [...(await childScript(script)), database.url('daybook_app'), database.url('daybook_reader')]
  const one = () => {
    const child = spawn(process.execPath, [...args, workspaceId, slackApiUrl], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    return { child, ready: lines.next(), closed: once(child, 'close') as Promise<[number | null, string | null]> }
  }
  const waiting: ReturnType<typeof one>[] = []
  afterAll(async () => {
    for (const { child } of waiting) child.kill('SIGKILL')
    await Promise.all(waiting.map(({ closed }) => closed))
  })
  return {
    start: () => void waiting.push(one()),
    die: async (step, now) => {
      const next = waiting.shift()
      if (!next) throw new Error('no worker was started')
      await next.ready
      next.child.stdin.write(`${JSON.stringify({ step, now })}\n`)
      const [, signal] = await next.closed
      return signal === 'SIGKILL'
    },
  }
}
