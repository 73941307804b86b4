import { AGE_LABELS } from '../../../documents/statement/ageing-table.js'
import { BUCKETS } from '../../../domain/billing/ageing.js'
import { claimed, claimLines } from '../../../domain/billing/interest-claim.js'
import type { StatementOfCurrency } from '../../../domain/billing/statement.js'
import type { StatementDocument } from '../../../domain/billing/statement-document.js'
import { type IsoDate, shortDate } from '../../../lib/dates.js'
import { notFound } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { fieldsWith } from '../cells.js'
import type { Asker } from '../define-command.js'
import type { Reply, Section, Table } from '../reply.js'

/** A card shows so many changes; the PDF has them all. */
const SHOWN = 20

/** The days that a statement is about: from the beginning of the year, unless somebody says otherwise. */
export const daysOf = ({ from, to }: { from?: IsoDate | undefined; to?: IsoDate | undefined }, today: IsoDate) => ({
  from: from ?? `${(to ?? today).slice(0, 4)}-01-01`,
  to: to ?? today,
})

/** A statement tells of every document of a customer: who sees only their own invoices has none. */
export function refuseNarrow(asker: Asker): void {
  if (asker.reach('invoice.read') !== 'all')
    throw notFound('A statement shows all invoices of a customer, and you see your own.')
}

/** What a statement says, as a card: per currency the balance, the changes, and the ages. */
export function statementReply(statement: StatementDocument): Reply {
  const { buyer, from, to, currencies } = statement
  const only = currencies.length === 1 ? (currencies[0] ?? null) : null
  const balances = currencies.map(({ currency, closingMinor }) => formatMoney(money(closingMinor, currency)))
  return {
    headline: `${buyer.name}, ${shortDate(from)} to ${shortDate(to)}: ${balances.join(' and ') || 'nothing happened, nothing is open'}`,
    // A table of its own is one in Slack as well; several are lists there.
    ...(only && { table: movementTable(only) }),
    sections: currencies.flatMap((account) => sectionsOf(account, only === null)),
    data: {
      company: buyer.ref,
      from,
      to,
      currencies: currencies.map(accountData),
    },
  }
}

function sectionsOf(account: StatementOfCurrency, many: boolean): Section[] {
  const { currency, open, buckets, unappliedMinor } = account
  const cell = (minor: bigint) => ({ money: money(minor, currency) })
  return [
    ...(many ? [{ title: `Account in ${currency}`, table: movementTable(account) }] : []),
    ...(open.length > 0
      ? [
          {
            title: 'Open, by age',
            fields: fieldsWith([
              ...BUCKETS.map(
                (bucket) => [AGE_LABELS[bucket], buckets[bucket] === 0n ? null : cell(buckets[bucket])] as const,
              ),
              ['On account', unappliedMinor === 0n ? null : cell(unappliedMinor)],
              ['Balance', cell(account.closingMinor)],
            ]),
          },
        ]
      : []),
    ...(account.interest.length > 0
      ? [
          {
            title: 'Interest, not charged yet and in no balance',
            lines: account.interest.flatMap((claim) => claimLines(claim, shortDate)),
          },
        ]
      : []),
  ]
}

function movementTable({ currency, openingMinor, lines, closingMinor }: StatementOfCurrency): Table {
  const cell = (minor: bigint) => ({ money: money(minor, currency) })
  const shown = lines.slice(-SHOWN)
  const before = lines.length - shown.length
  return {
    columns: [
      { key: 'date', label: 'Date', type: 'date' },
      { key: 'what', label: 'What', type: 'text' },
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'balance', label: 'Balance', type: 'money' },
    ],
    rows: [
      {
        date: null,
        what: before > 0 ? `Opening balance and ${before} changes before` : 'Opening balance',
        amount: null,
        balance: cell(lines[before - 1]?.balanceMinor ?? openingMinor),
      },
      ...shown.map(({ date, label, ref, uses, minor, balanceMinor }) => ({
        date: { date },
        what: [`${label} ${ref}`.trim(), uses.length > 0 && `for ${uses.map(({ name }) => name).join(', ')}`]
          .filter(Boolean)
          .join(' '),
        amount: cell(minor),
        balance: cell(balanceMinor),
      })),
    ],
    totals: { what: 'Balance', balance: cell(closingMinor) },
  }
}

function accountData({ currency, buckets, ...account }: StatementOfCurrency) {
  const text = (minor: bigint) => toDecimal(money(minor, currency))
  return {
    currency,
    opening: text(account.openingMinor),
    charged: text(account.chargedMinor),
    credited: text(account.creditedMinor),
    closing: text(account.closingMinor),
    lines: account.lines.map(({ date, label, ref, dueDate, minor, balanceMinor, uses }) => ({
      date,
      what: label,
      document: ref || null,
      due: dueDate,
      amount: text(minor),
      balance: text(balanceMinor),
      uses: uses.map((use) => ({ document: use.name, amount: text(use.minor) })),
    })),
    open: account.open.map(({ ref, date, dueDate, minor }) => ({
      document: ref,
      date,
      due: dueDate,
      open: text(minor),
    })),
    ages: Object.fromEntries(BUCKETS.map((bucket) => [bucket, text(buckets[bucket])])),
    onAccount: text(account.unappliedMinor),
    interest: account.interest.map((claim) => ({
      document: claim.invoice,
      through: claim.through,
      amount: toDecimal(claimed(claim)),
    })),
  }
}
