import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import os from 'node:os'
import { processExists } from '../lib/process.js'

/**
 * Who holds a lease: `<machine>/<pid>/<random>`. The machine is one boot and one process namespace, so that a pid found
 * in it means the same process to us.
 */
export const newHolder = (): string => `${machine()}/${process.pid}/${randomUUID()}`

/**
 * True when the holder was a process of this machine that is no more: its lease needs not be waited for. Anything else
 * may be alive.
 */
export function isDeadHolder(holder: string): boolean {
  const [where, pid] = holder.split('/')
  return where === machine() && Number(pid) !== process.pid && !processExists(Number(pid))
}

function machine(): string {
  const facts = [os.hostname(), bootId(), processNamespace()]
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 16)
}

// Linux; elsewhere the host's name has to do.
const bootId = () => attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
const processNamespace = () => attempt(() => readlinkSync('/proc/self/ns/pid'))

function attempt(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
