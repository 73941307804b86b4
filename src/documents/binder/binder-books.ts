import type { Outstanding } from '../../domain/banking/reconciliation.js'
import type { Binder, ReconciledAccount } from '../../domain/close/binder-store.js'
import type { FluxLine } from '../../domain/close/flux.js'
import type { FluxComment } from '../../domain/close/flux-store.js'
import { formatMoney, money } from '../../lib/money.js'
import type { Cell } from '../../lib/table.js'
import { type BinderPart, person, text } from './binder-part.js'

export const moves = ({ flux: { lines, comments }, baseCurrency }: Binder): BinderPart => {
  const cell = (minor: bigint | null): Cell => (minor === null ? null : { money: money(minor, baseCurrency) })
  const unmoved = [...comments.values()].filter(({ code }) => !lines.some((line) => line.code === code)).map(stillLine)
  return {
    file: 'large-moves',
    title: 'Large moves, and why',
    none: 'No account moved far.',
    table: {
      columns: [
        text('code', 'Account'),
        text('name', 'Name'),
        { key: 'now', label: 'Now', type: 'money' },
        { key: 'last', label: 'Last period', type: 'money' },
        { key: 'year', label: 'Last year', type: 'money' },
        { key: 'budget', label: 'Budget', type: 'money' },
        text('far', 'Far from'),
        text('why', 'Why'),
        { key: 'by', label: 'By', type: 'person' },
        text('note', ''),
      ],
      rows: [...lines, ...unmoved].flatMap((line) => {
        const said = comments.get(line.code)
        if (line.farFrom.length === 0 && !said) return []
        return [
          {
            code: line.code,
            name: line.name,
            now: cell(line.nowMinor),
            last: cell(line.lastMinor),
            year: cell(line.lastYearMinor),
            budget: cell(line.budgetMinor),
            far: line.farFrom.join(', '),
            why: said?.text ?? null,
            by: person(said?.byName ?? null),
            note: moveNote(line, said, baseCurrency),
          },
        ]
      }),
    },
  }
}

/** An account that has been emptied since somebody spoke of it. */
const stillLine = ({ code }: FluxComment): FluxLine => ({
  code,
  name: '',
  nowMinor: 0n,
  lastMinor: 0n,
  lastYearMinor: null,
  budgetMinor: null,
  farFrom: [],
})

function moveNote({ nowMinor }: FluxLine, said: FluxComment | undefined, currency: string): string {
  if (!said) return 'nobody said why'
  return said.movementMinor === nowMinor
    ? ''
    : `said at ${formatMoney(money(said.movementMinor, currency))}, moved since`
}

/** Of each bank account both balances, and every item that explains their difference. */
export const reconciliations = ({ reconciled, periods }: Binder): BinderPart => ({
  file: 'bank-reconciliations',
  title: `Bank accounts at the end of ${periods.at(-1)?.endsOn ?? 'it'}`,
  none: 'No bank account is kept.',
  table: {
    columns: [
      text('account', 'Account'),
      text('side', 'Side'),
      text('ref', 'Item'),
      { key: 'date', label: 'Dated', type: 'date' },
      text('what', 'What'),
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    rows: reconciled.flatMap((each) => accountRows(each)),
  },
})

function accountRows({ name, currency, ...sides }: ReconciledAccount) {
  const balance = (side: string, minor: bigint | null) => ({
    account: name,
    side,
    ref: null,
    date: null,
    what: minor === null ? 'No statement tells it' : 'Balance',
    amount: minor === null ? null : { money: money(minor, currency) },
  })
  const item = (side: string, { ref, date, what, minor }: Outstanding) => ({
    account: name,
    side,
    ref,
    date: { date },
    what,
    amount: { money: money(minor, currency) },
  })
  return [
    balance('books', sides.ledgerMinor),
    ...sides.inBooks.map((each) => item('in the books alone', each)),
    ...sides.onBank.map((each) => item('on the bank alone', each)),
    balance('bank', sides.bankMinor),
    balance('unexplained', sides.unexplainedMinor),
  ]
}

export const drafts = ({ drafts: kept }: Binder): BinderPart => ({
  file: 'accrual-drafts',
  title: 'Amounts that were said, and what came of them',
  none: 'None.',
  table: {
    columns: [
      text('ref', 'Draft'),
      text('month', 'Month'),
      text('memo', 'What for'),
      { key: 'amount', label: 'Amount', type: 'money' },
      text('state', 'State'),
    ],
    rows: kept.map(({ ref, month, memo, amount, state, accrualRef }) => ({
      ref,
      month,
      memo,
      amount: { money: amount },
      state: state === 'draft' ? 'not posted' : state === 'posted' ? `posted as ${accrualRef ?? ''}` : state,
    })),
  },
})

export const trialBalance = ({ trialBalance: { rows, totals }, baseCurrency }: Binder): BinderPart => ({
  file: 'trial-balance',
  title: 'Trial balance',
  none: 'Nothing is posted.',
  table: {
    columns: [
      text('code', 'Account'),
      text('name', 'Name'),
      { key: 'debit', label: 'Debit', type: 'money' },
      { key: 'credit', label: 'Credit', type: 'money' },
    ],
    rows: rows.map(({ code, name, debit, credit }) => ({
      code,
      name,
      debit: debit === 0n ? null : { money: money(debit, baseCurrency) },
      credit: credit === 0n ? null : { money: money(credit, baseCurrency) },
    })),
    totals: {
      name: 'Total',
      debit: { money: money(totals.debit, baseCurrency) },
      credit: { money: money(totals.credit, baseCurrency) },
    },
  },
})
