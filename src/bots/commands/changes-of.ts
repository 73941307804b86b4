import type { Cell, Change } from './reply.js'

/** A record as a card tells it, line by line. */
export type Lines = readonly (readonly [label: string, value: Cell])[]

/** Pure. The lines that say something else now; both tell the same lines in the same order. */
export const changesOf = (was: Lines, is: Lines): Change[] =>
  was
    .map(([label, before], at): Change => ({ label, before, after: is[at]?.[1] ?? null }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
