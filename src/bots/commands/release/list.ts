import { listSchedules } from '../../../domain/ledger/release-store.js'
import { counted } from '../../../lib/counted.js'
import { money, toDecimal } from '../../../lib/money.js'
import { dateCell } from '../cells.js'
import { defineCommand } from '../define-command.js'

const SHOWN = 100

export const KIND_WORDS: Readonly<Record<string, string>> = {
  deferred_revenue: 'deferred income',
  prepayment: 'prepaid cost',
  depreciation: 'depreciation',
}

export default defineCommand({
  name: 'release list',
  summary: 'What is spread over time: deferred income, prepaid costs, depreciation',
  example: 'release list',
  params: {},
  needs: 'journal.read',
  risk: 'read',
  run: async ({ read }) => {
    const schedules = await read((lane) => listSchedules(lane, SHOWN))
    return {
      headline: schedules.length === 0 ? 'Nothing is spread over time' : counted(schedules.length, 'schedule'),
      table: {
        columns: [
          { key: 'ref', label: 'Schedule', type: 'text' },
          { key: 'what', label: 'What', type: 'text' },
          { key: 'kind', label: 'Kind', type: 'text' },
          { key: 'from', label: 'From', type: 'date' },
          { key: 'to', label: 'To', type: 'date' },
          { key: 'whole', label: 'Whole', type: 'money' },
          { key: 'held', label: 'Still held', type: 'money' },
        ],
        rows: schedules.map((schedule) => ({
          ref: schedule.ref,
          what: schedule.company ? `${schedule.memo} (${schedule.company})` : schedule.memo,
          kind: KIND_WORDS[schedule.kind] ?? schedule.kind,
          from: dateCell(schedule.startsOn),
          to: dateCell(schedule.stoppedOn ?? schedule.endsOn),
          whole: { money: money(schedule.amountMinor, schedule.currency) },
          held:
            schedule.stoppedOn === null
              ? { money: money(schedule.amountMinor - schedule.releasedMinor, schedule.currency) }
              : 'stopped',
        })),
      },
      data: {
        schedules: schedules.map(({ amountMinor, releasedMinor, ...schedule }) => ({
          ...schedule,
          amount: toDecimal(money(amountMinor, schedule.currency)),
          released: toDecimal(money(releasedMinor, schedule.currency)),
        })),
      },
    }
  },
})
