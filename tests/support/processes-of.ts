import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export type RunningProcess = { pid: number; session: number; command: string }

/**
 * The processes that belong to a home: those whose command line or working directory names it, and those of the same
 * sessions (a server's own children name nothing). `sessions` adds sessions that were seen earlier. Linux's /proc.
 */
export function processesOf(home: string, sessions: readonly number[] = []): RunningProcess[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => readProcess(Number(name), home))
  const known = new Set([...sessions, ...all.filter((each) => each.named).map((each) => each.session)])
  known.delete(sessionOf(process.pid))
  return all.filter((each) => each.named || known.has(each.session))
}

function readProcess(pid: number, home: string): (RunningProcess & { named: boolean })[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    const named = command.includes(home) || readlinkSync(`/proc/${pid}/cwd`).startsWith(home)
    // A zombie (no command line) has ended; its parent has not asked yet.
    return command === '' ? [] : [{ pid, session: sessionOf(pid), command, named }]
  } catch {
    return [] // it ended meanwhile
  }
}

/** Field 6 of /proc/PID/stat (proc(5)), counted from behind the name, which may hold anything. */
function sessionOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3])
}
