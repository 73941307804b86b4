import { modestHeap } from './modest-heap.js'
import { optimiseLate } from './optimise-late.js'

/** What every process that reads mail asks of V8 before it does. */
export function tuneForMail(): void {
  optimiseLate()
  modestHeap()
}
