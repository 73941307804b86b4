import type { Action } from '../reply.js'

/** What comes last: nobody posts into the month any more. It is shown before it is done. */
export const lockButton = (month: string): Action => ({
  label: 'Close it for everybody',
  style: 'primary',
  do: { command: 'close lock', args: { month, hard: true } },
  typed: `close lock ${month} hard:yes`,
})
