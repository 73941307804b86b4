import { periodLabel } from '../../../domain/ledger/period.js'
import {
  listReopenings,
  listTouched,
  type Reopening,
  type TouchedEntry,
} from '../../../domain/ledger/reopening-store.js'
import { counted } from '../../../lib/counted.js'
import { datedTime } from '../../../lib/dates.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { namedPeriod, periodData, periodParams, stateOf } from './period-param.js'

/** Entries that are listed of one reopening. */
const SHOWN = 50

export default defineCommand({
  name: 'period show',
  summary: 'One period: its state, when it was open again and why, and what was posted meanwhile',
  example: 'period show 2026-10',
  params: periodParams,
  needs: 'journal.read',
  risk: 'read',
  run: async (context, args) => {
    const { period, reopenings } = await context.read(async (read) => {
      const period = await namedPeriod(read, args)
      const reopenings = []
      for (const each of await listReopenings(read, period.id))
        reopenings.push({ ...each, entries: await listTouched(read, each.id, SHOWN) })
      return { period, reopenings }
    })
    const { baseCurrency } = context.workspace
    const time = (at: Date) => datedTime(context.asker.timeZone, at)
    const amount = ({ baseMinor }: TouchedEntry) => money(baseMinor, baseCurrency)
    return {
      headline: `${periodLabel(period)} is ${stateOf(period, context.asker.timeZone)}`,
      sections: reopenings.map(({ entries, ...each }) => ({
        title: `${each.approval}: open again from ${time(each.openedAt)} until ${time(each.endedAt ?? each.until)}`,
        lines: [
          peopleOf(each),
          `${counted(entries.length, 'entry', 'entries')} posted meanwhile${entries.length > 0 ? ':' : '.'}`,
          ...entries.map((entry) =>
            [entry.entry ?? 'not sealed yet', entry.date, entry.memo, formatMoney(amount(entry)), entry.by]
              .filter(Boolean)
              .join(' · '),
          ),
        ],
      })),
      data: {
        ...periodData(period),
        currency: baseCurrency,
        reopenings: reopenings.map(({ entries, openedAt, until, endedAt, ...each }) => ({
          ...each,
          openedAt: openedAt.toISOString(),
          until: until.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
          entries: entries.map((entry) => ({ ...entry, baseMinor: undefined, amount: toDecimal(amount(entry)) })),
        })),
      },
    }
  },
})

const peopleOf = ({ reason, askedBy, approvedBy }: Reopening): string =>
  `${reason} – asked by ${askedBy}, approved by ${approvedBy ?? 'nobody'}`
