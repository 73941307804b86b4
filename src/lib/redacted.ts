import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'

/** A secret value that cannot be printed by accident; `reveal()` is the only way to it. */
export class Redacted {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[redacted]'
  }

  toJSON(): string {
    return '[redacted]'
  }

  [inspect.custom](): string {
    return '[redacted]'
  }
}

/** A secret of its own for one purpose: whoever learns it learns nothing of the key that it came from (HMAC-SHA256). */
export const derivedSecret = (key: Redacted, purpose: string): Redacted =>
  new Redacted(createHmac('sha256', key.reveal()).update(purpose).digest('hex'))
