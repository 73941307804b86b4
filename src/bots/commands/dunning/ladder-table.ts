import type { DunningLevel } from '../../../domain/billing/dunning.js'
import type { Table } from '../reply.js'

/** The steps as a table. */
export const ladderTable = (ladder: readonly DunningLevel[]): Table => ({
  columns: [
    { key: 'step', label: 'Step', type: 'number' },
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'after', label: 'Days past due', type: 'number' },
    { key: 'opening', label: 'First words', type: 'text' },
  ],
  rows: ladder.map(({ position, name, afterDays, opening }) => ({
    step: position,
    name,
    after: afterDays,
    opening,
  })),
})
