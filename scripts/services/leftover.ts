import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { processExists } from '../../src/lib/process.js'

const STOP_TIMEOUT_MS = 10_000

/** Ends the server a killed run left behind, told by its pid file; a pid that belongs to another program by now is let be. */
export async function endLeftover(pidFile: string, program: string): Promise<void> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => '0'), 10)
  if (!pid || !processExists(pid) || !(await runs(pid, program))) return
  process.kill(pid, 'SIGTERM')
  const deadline = performance.now() + STOP_TIMEOUT_MS
  while (processExists(pid)) {
    if (performance.now() > deadline)
      throw new Error(`${program} (process ${pid}), left by an earlier run, does not stop`)
    await pause(20)
  }
}

async function runs(pid: number, program: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.split('\0')[0]?.endsWith(program) ?? false
}
