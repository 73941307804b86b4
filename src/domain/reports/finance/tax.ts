import type { Chart } from '../../../lib/chart.js'
import { addDays, firstOfMonth, type IsoDate, lastOfMonth, shortDate } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { dueOf, type TaxTotal } from '../../ledger/tax-return.js'
import { findFirstTaxDay, listReturns, listTaxTotals } from '../../ledger/tax-return-store.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { cellsIn } from '../cells.js'
import { defineReport } from '../define-report.js'

/** What the next return will say, unless other days are asked for. */
export default defineReport({
  name: 'tax',
  title: 'Taxes',
  summary: 'Net and tax under each code, and what is due; by default since the last return',
  params: {
    from: { type: 'month', label: 'From', required: false },
    to: { type: 'month', label: 'To', required: false },
    ...knownParams,
  },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, ...asked }, { workspace, today }) => {
    const books = await booksAsked(read, asked, workspace.timeZone)
    const [last] = await listReturns(read, books.known)
    const startsOn: IsoDate = from
      ? firstOfMonth(from)
      : last
        ? addDays(last.endsOn, 1)
        : ((await findFirstTaxDay(read)) ?? today)
    const endsOn = to ? lastOfMonth(to) : today
    if (to !== undefined && startsOn > endsOn)
      throw invalid(
        `${shortDate(endsOn)} is before ${shortDate(startsOn)}, where that begins: give a later month as to:, or say from:.`,
      )
    const previous = from === undefined && last ? { endsOn: last.endsOn, seal: last.seal } : null
    // A return counts up to a seal, and so does what foretells it.
    const { sealNumber } = books
    const totals = await listTaxTotals(read, { from: startsOn, to: endsOn, seal: sealNumber, previous })
    const base = workspace.baseCurrency
    const cell = (minor: bigint) => (minor === 0n ? null : { money: money(minor, base) })
    const due = dueOf(totals)
    return {
      summary: due < 0n ? `${formatMoney(money(-due, base))} to be refunded` : `${formatMoney(money(due, base))} due`,
      columns: [
        { key: 'code', label: 'Code', type: 'text' },
        { key: 'name', label: 'Name', type: 'text' },
        { key: 'side', label: 'On', type: 'text' },
        { key: 'net', label: 'Net', type: 'money' },
        { key: 'output', label: 'Tax owed', type: 'money' },
        { key: 'input', label: 'Tax recovered', type: 'money' },
      ],
      rows: totals.map((total) => ({
        code: total.code,
        name: total.name,
        side: total.side === 'sale' ? 'sales' : 'purchases',
        net: { money: money(total.netMinor, base) },
        output: cell(total.outputMinor),
        input: cell(total.inputMinor),
      })),
      totals: { code: 'Total', output: cell(sum(totals, 'outputMinor')), input: cell(sum(totals, 'inputMinor')) },
      currency: base,
      asOf: endsOn,
      from: startsOn,
      to: endsOn,
      ...(totals.length === 0 ? {} : { chart: chartOf(totals.slice(0, 20), base) }),
      notes: [
        previous
          ? `Days up to ${shortDate(previous.endsOn)} are in ${last?.ref}; what was posted into them since is counted here.`
          : 'Everything posted into these days, whether a return counted it or not.',
        books.known === null ? `Seal ${sealNumber}.` : books.note,
      ],
      explain: totals.map(
        ({ code, side }) => `journal list tax:${code} side:${side} from:${startsOn} to:${endsOn}${knownWords(asked)}`,
      ),
      sealNumber,
    }
  },
})

const chartOf = (totals: readonly TaxTotal[], currency: string): Chart => ({
  kind: 'bar',
  title: 'Tax owed and recovered, by code',
  unit: currency,
  categories: totals.map(({ code, side }) => `${code}, ${side === 'sale' ? 'sales' : 'purchases'}`),
  series: [
    { name: 'Owed', values: totals.map(({ outputMinor }) => cellsIn(currency).major(outputMinor)) },
    { name: 'Recovered', values: totals.map(({ inputMinor }) => cellsIn(currency).major(inputMinor)) },
  ],
})

const sum = (totals: readonly TaxTotal[], side: 'outputMinor' | 'inputMinor'): bigint =>
  totals.reduce((total, each) => total + each[side], 0n)
