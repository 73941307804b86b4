import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { BUCKETS, type Bucket } from '../../domain/billing/ageing.js'
import type { StatementOfCurrency } from '../../domain/billing/statement.js'
import type { StatementDocument } from '../../domain/billing/statement-document.js'
import { figure } from '../figures.js'
import { colours, ruled } from '../invoice/look.js'

export const AGE_LABELS: Record<Bucket, string> = {
  current: 'Not due',
  '1-30': '1–30 days',
  '31-60': '31–60 days',
  '61-90': '61–90 days',
  '90+': 'Over 90 days',
  undated: 'Undated',
}

/** How long what is open has been due, side by side. */
export function ageingTable(
  letter: StatementDocument,
  { currency, buckets, unappliedMinor, closingMinor }: StatementOfCurrency,
): Content {
  const { accent } = colours(letter)
  const columns: [label: string, minor: bigint][] = [
    ...BUCKETS.filter((bucket) => bucket !== 'undated' || buckets.undated !== 0n).map((bucket): [string, bigint] => [
      AGE_LABELS[bucket],
      buckets[bucket],
    ]),
    ...(unappliedMinor === 0n ? [] : [['On account', unappliedMinor] as [string, bigint]]),
    [`Total ${currency}`, closingMinor],
  ]
  const cell = (text: string, more: object = {}): TableCell => ({ text, alignment: 'right', noWrap: true, ...more })
  return {
    layout: ruled(letter),
    table: {
      widths: columns.map(() => '*'),
      body: [
        columns.map(([label]) => cell(label, { bold: true, fontSize: 8, color: accent })),
        columns.map(([, minor], i) => cell(figure(minor, currency), { bold: i === columns.length - 1 })),
      ],
    },
  }
}
