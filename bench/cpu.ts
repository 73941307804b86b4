import { readdir, readFile } from 'node:fs/promises'

/** The kernel counts in hundredths of a second on every Linux (USER_HZ). */
const TICK_MS = 10

type Stat = { parent: number; ownMs: number; waitedForMs: number }

/** proc(5): field 4 the parent; 14 and 15 own time; 16 and 17 that of children that ended and were waited for. */
async function statOf(pid: number | 'self'): Promise<Stat> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const ms = (first: number) => ((fields[first - 3] ?? 0) + (fields[first - 2] ?? 0)) * TICK_MS
  return { parent: fields[1] ?? 0, ownMs: ms(14), waitedForMs: ms(16) }
}

/** CPU time so far of everything this process started, waited for and saw end, ms. */
export const endedChildrenMs = async (): Promise<number> => (await statOf('self')).waitedForMs

/** CPU time so far of a process and its children, those that ended included, ms. */
export async function familyMs(pid: number): Promise<number> {
  const head = await statOf(pid)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const stats = await Promise.all(pids.map((each) => statOf(each).catch(() => null)))
  return stats.reduce((sum, stat) => sum + (stat?.parent === pid ? stat.ownMs : 0), head.ownMs + head.waitedForMs)
}

export const parentOf = async (pid: number): Promise<number> => (await statOf(pid)).parent
