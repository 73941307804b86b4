import type { IsoDate } from '../../lib/dates.js'

/** An invoice or credit note of an earlier system, under the number it had. Amounts are above zero. */
export type ImportedInvoice = {
  kind: 'invoice' | 'credit_note'
  number: string
  company: { id: string; name: string }
  issueDate: IsoDate
  dueDate: IsoDate
  currency: string
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  /** Of lines that say nothing. */
  description: string
  poNumber: string | null
  lines: readonly ImportedLine[]
  /** It was issued after the cutover: its income and tax are posted too, for no opening balance has them. */
  afterCutover: boolean
}

/** A line as the earlier system knew it; without amounts it is the whole document. The account: sales, unless given. */
export type ImportedLine = {
  description: string | null
  accountId: string | undefined
  amounts: { netMinor: bigint; taxMinor: bigint } | null
  /** Ours, where the file names it; else the one whose tax fits. */
  taxCode?: string | null
}

/** The same with all that is left out filled in: without amounts, the whole. */
export type FullLine = {
  description: string
  accountId: string
  netMinor: bigint
  taxMinor: bigint
  taxCode: string | null
}

export const fullLines = (
  {
    lines,
    description,
    totalMinor,
    taxMinor,
  }: Pick<ImportedInvoice, 'lines' | 'description' | 'totalMinor' | 'taxMinor'>,
  accountId: string,
): FullLine[] =>
  lines.map((line) => ({
    description: line.description ?? description,
    accountId: line.accountId ?? accountId,
    taxCode: line.taxCode ?? null,
    ...(line.amounts ?? { netMinor: totalMinor - taxMinor, taxMinor }),
  }))
