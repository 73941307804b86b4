import type { Action } from './reply.js'

/** Buttons below a list of threads; the others are read by their reference. */
const READ = 3

/** Buttons that open the first threads of a list. */
export const readThreads = (threads: readonly { ref: string }[]): Action[] =>
  threads.slice(0, READ).map(({ ref }) => ({
    label: `Read ${ref}`,
    do: { command: 'thread show', args: { thread: ref } },
    typed: `thread show ${ref}`,
  }))
