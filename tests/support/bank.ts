import type { StatementImport } from '../../src/domain/banking/import-statements.js'
import type { ReadLine, ReadStatement } from '../../src/domain/banking/statement.js'

/** A line of a statement with what a test cares about. */
export const readLine = (line: Partial<ReadLine> & Pick<ReadLine, 'bookingDate' | 'amountMinor'>): ReadLine => ({
  valueDate: null,
  original: null,
  rate: null,
  counterpartyName: null,
  counterpartyAccount: null,
  remittance: null,
  reference: null,
  endToEndId: null,
  bankReference: null,
  typeCode: null,
  ...line,
})

/** A statement whose balances fit its lines, unless others are given. */
export function statementOf(
  lines: readonly ReadLine[],
  { openingMinor = 0n, ...more }: Partial<Omit<ReadStatement, 'openingMinor'>> & { openingMinor?: bigint } = {},
): ReadStatement {
  const days = lines.map(({ bookingDate }) => bookingDate).toSorted()
  return {
    account: null,
    currency: 'EUR',
    number: null,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    openingMinor,
    closingMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, openingMinor),
    lines,
    notes: [],
    ...more,
  }
}

/** A file with one statement; its name stands for its bytes. */
export const fileOf = (statement: ReadStatement, fileName: string, bankAccountId?: string): StatementImport => ({
  file: { format: 'camt.053', statements: [statement], refused: [] },
  fileName,
  fileHash: fileName,
  ...(bankAccountId === undefined ? {} : { bankAccountId }),
})
