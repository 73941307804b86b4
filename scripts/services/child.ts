import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

export type Child = { pid: number; stop: () => Promise<void> }

/** Against hanging only: a busy machine takes ten times as long as an idle one. */
const READY_TIMEOUT_MS = 60_000
/** A server that ignores SIGTERM for this long is killed. */
const STOP_TIMEOUT_MS = 10_000

/**
 * Starts a server in a session of its own (so that Ctrl-C reaches us first and we choose the order), and waits until
 * `ready` holds. Rejects with what it wrote when it ends before that.
 */
export async function startChild(
  file: string,
  args: string[],
  options: Pick<SpawnOptions, 'env' | 'cwd'>,
  ready: () => Promise<boolean>,
): Promise<Child> {
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  // Where we end without having been asked to stop it, as a run of tests does that is interrupted.
  const endWithUs = () => child.kill('SIGTERM')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  const deadline = performance.now() + READY_TIMEOUT_MS
  while (!(await ready())) {
    const ended = failure ?? (child.exitCode === null ? undefined : `it ended with ${child.exitCode}: ${output.trim()}`)
    if (ended || performance.now() > deadline) {
      await stopChild(child)
      throw new Error(`${file} does not start: ${ended ?? `no answer within ${READY_TIMEOUT_MS / 1000} s`}`)
    }
    await pause(10)
  }
  return { pid: child.pid ?? 0, stop: () => stopChild(child) }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exited
  clearTimeout(killer)
}
