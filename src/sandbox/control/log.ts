import type { Clock } from '../clock.js'

/** One thing that went over the wire. */
export interface LogEntry {
  seq: number
  /** ISO 8601, the sandbox's time */
  at: string
  /**
   * `call`: the app called a Web API method. `delivery`: the sandbox sent the app something. `response_url`: the app
   * answered through one. `upload`: it sent the bytes of a file.
   */
  kind: 'call' | 'delivery' | 'response_url' | 'upload'
  /** Method; or `command`, `block_actions`, `view_submission`, `event:app_mention`, … */
  name: string
  request: unknown
  /** Headers that matter: of a delivery the signature's and the retry's. */
  headers: Record<string, string>
  status: number | null
  response: unknown
  /** Why there is no usable answer: `timeout`, `refused`, or the fault that was injected. */
  failure: string | null
}

export interface Log {
  add(entry: Omit<LogEntry, 'seq' | 'at'>): LogEntry
  list(filter: { kind?: string; name?: string; after?: number }): LogEntry[]
  clear(): void
}

/** Enough for the longest test; a demo that runs for days must not grow without end. */
const KEPT = 5_000

export function createLog(clock: Clock): Log {
  let entries: LogEntry[] = []
  let seq = 0
  return {
    add(entry) {
      seq += 1
      const added = { ...entry, seq, at: new Date(clock.now()).toISOString() }
      entries.push(added)
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT)
      return added
    },
    list: ({ kind, name, after = 0 }) =>
      entries.filter((each) => each.seq > after && (!kind || each.kind === kind) && (!name || each.name === name)),
    clear() {
      entries = []
    },
  }
}
