import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { seeded } from './plain-journals.js'

/** Kills in the midst of work, at moments that are others in every run; `seed` says which they were. */
export type Killer = {
  seed: number
  /** Kills a process up to `mostMs` after one of its first `mostLines` lines, and answers what it said until then. */
  kill(child: ChildProcess, mostLines: number, mostMs: number): Promise<string[]>
}

export function randomKiller(seed = Date.now() % 1_000_000_007): Killer {
  const dice = seeded(seed)
  return {
    seed,
    kill: async (child, mostLines, mostMs) => {
      if (!child.stdout) throw new Error('Whoever is killed has to say how far it is.')
      const closed = once(child, 'close')
      const [lastLine, waitMs] = [dice(mostLines), dice(mostMs)]
      const said: string[] = []
      for await (const line of createInterface(child.stdout))
        if (said.push(line) === lastLine + 1) setTimeout(() => child.kill('SIGKILL'), waitMs)
      await closed
      return said
    },
  }
}
