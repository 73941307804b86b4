import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { BOOKS_MOVED } from '../books-moved.js'
import { defineCheck } from '../define-check.js'
import { loadFlux } from '../flux-store.js'

/** Every account that moved far from last period, last year or its budget has a word, given for what it moved by. */
export default defineCheck({
  name: 'flux-explained',
  title: 'Large moves are explained',
  on: [...BOOKS_MOVED, 'close.explained', 'close.opened'],
  run: async (read, period) => {
    const { lines, comments } = await loadFlux(read, period)
    const far = lines.filter(({ farFrom }) => farFrom.length > 0)
    const cell = (minor: bigint) => ({ money: money(minor, period.baseCurrency) })
    const cellsOf = ({ code, name, nowMinor, lastMinor, farFrom }: (typeof far)[number]) => ({
      account: `${code} ${name}`,
      now: cell(nowMinor),
      last: cell(lastMinor),
      far: farFrom.join(', '),
      said: comments.get(code)?.text ?? null,
    })
    return {
      columns: [
        { key: 'account', label: 'Account', type: 'text' },
        { key: 'now', label: period.month, type: 'money' },
        { key: 'last', label: 'Last period', type: 'money' },
        { key: 'far', label: 'Far from', type: 'text' },
        { key: 'said', label: 'Explained', type: 'text' },
      ],
      // A word given for another amount explains nothing any more.
      against: far
        .filter(({ code, nowMinor }) => comments.get(code)?.movementMinor !== nowMinor)
        .map((line) => ({
          key: line.code,
          amount: money(line.nowMinor - line.lastMinor, period.baseCurrency),
          cells: cellsOf(line),
        })),
      proves: far.map(cellsOf),
      says: (standing) =>
        standing.length === 0
          ? `Every large move of ${period.month} is explained.`
          : `${counted(standing.length, 'account has', 'accounts have')} moved far and nobody said why: ${standing.map(({ key }) => key).join(', ')}. close explain`,
    }
  },
})
