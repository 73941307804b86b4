import type { RecurringJournal } from '../../../domain/ledger/recurring-journal.js'
import { listRecurring } from '../../../domain/ledger/recurring-journal-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

export const seriesData = ({ ref, memo, every, startsOn, endsOn, nextOn, state }: RecurringJournal) => ({
  ref,
  memo,
  every,
  from: startsOn,
  until: endsOn,
  next: nextOn,
  state,
})

export default defineCommand({
  name: 'journal recurring',
  summary: 'Recurring entries',
  example: 'journal recurring',
  params: {},
  needs: 'journal.read',
  risk: 'read',
  run: async (context) => {
    const all = await context.read(listRecurring)
    return {
      headline: `${counted(all.length, 'recurring entry', 'recurring entries')}`,
      table: {
        columns: [
          { key: 'ref', label: 'Ref', type: 'text' },
          { key: 'memo', label: 'Memo', type: 'text' },
          { key: 'every', label: 'Every', type: 'text' },
          { key: 'next', label: 'Next', type: 'date' },
          { key: 'state', label: 'State', type: 'text' },
        ],
        rows: all.map(({ ref, memo, every, nextOn, state }) => ({
          ref,
          memo,
          every,
          next: nextOn === null ? null : { date: nextOn },
          state: nextOn === null ? 'over' : state,
        })),
      },
      data: { series: all.map(seriesData) },
    }
  },
})
