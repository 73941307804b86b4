import { z } from 'zod'

/**
 * A failure to be had on purpose.
 *
 * Of calls (`on: 'call'`, `name` a Web API method, or `response_url`, where `server_error` and `error` are a 500):
 * - `ratelimited` – 429 with Retry-After; nothing is done
 * - `server_error` – 503 with an HTML body; nothing is done
 * - `error` – Slack's answer `{ok: false, error}`; nothing is done
 * - `timeout` – no answer ever; nothing is done
 * - `lost` – done, but the connection breaks before the answer: what makes “was it sent?” a question
 *
 * Of deliveries (`on: 'delivery'`, `name` as in the log, e.g. `command` or `event:message`):
 * - `duplicate` – the app gets it twice
 * - `reorder` – held back until after the next delivery of any kind
 * - `drop` – never sent; for commands and clicks as if the app had not answered
 * - `timeout` – sent, but the acknowledgement is held to have come too late: events are retried
 * - `server_error` – sent, but the acknowledgement is held to have been a 500: events are retried
 */
export const faultSchema = z
  .object({
    on: z.enum(['call', 'delivery']),
    /** `*` is all of them */
    name: z.string().default('*'),
    kind: z.enum(['ratelimited', 'server_error', 'error', 'timeout', 'lost', 'duplicate', 'reorder', 'drop']),
    times: z.number().int().positive().default(1),
    /** How many matching ones pass unharmed first. */
    skip: z.number().int().nonnegative().default(0),
    /** `ratelimited`: seconds */
    retryAfter: z.number().int().positive().default(1),
    /** `error`: Slack's code */
    error: z.string().default('internal_error'),
  })
  .refine((fault) => (fault.on === 'call' ? CALLS : DELIVERIES).includes(fault.kind), {
    message: 'that kind does not exist for it',
  })

const CALLS = ['ratelimited', 'server_error', 'error', 'timeout', 'lost']
const DELIVERIES = ['duplicate', 'reorder', 'drop', 'timeout', 'server_error']

export type Fault = z.output<typeof faultSchema>

export interface Faults {
  add(fault: Fault): void
  /** The fault that hits this one, used up by that; undefined: it goes well. */
  take(on: Fault['on'], name: string): Fault | undefined
  list(): Fault[]
  clear(): void
}

export function createFaults(): Faults {
  let faults: Fault[] = []
  return {
    add: (fault) => void faults.push({ ...fault }),
    take(on, name) {
      const fault = faults.find((each) => each.on === on && (each.name === '*' || each.name === name))
      if (!fault) return undefined
      if (fault.skip > 0) {
        fault.skip -= 1
        return undefined
      }
      fault.times -= 1
      faults = faults.filter((each) => each.times > 0)
      return fault
    },
    list: () => faults,
    clear() {
      faults = []
    },
  }
}
