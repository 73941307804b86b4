import { existsSync, readFileSync } from 'node:fs'

/** Signal 0 only asks; EPERM says that it lives and is somebody else's. A zombie that nobody reaps doesn't count. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return procStat(pid)[0] !== 'Z'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in clock ticks since boot: tells a reused pid. 0 where there is no /proc. */
export const startOf = (pid: number): number => Number(procStat(pid)[19] ?? 0)

/** The fields of /proc/<pid>/stat after the name (proc(5)): state first, start time at 19. Empty where there is none. */
function procStat(pid: number): string[] {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return []
  return (readFileSync(file, 'utf8').split(') ').at(-1) ?? '').split(' ')
}
