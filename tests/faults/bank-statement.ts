import type { StatementImport } from '../../src/domain/banking/import-statements.js'
import { fileOf, readLine, statementOf } from '../support/bank.js'

/** A line for each invoice, naming it, and others that nothing is known of. */
export const longStatement = (numbers: readonly string[]): StatementImport =>
  fileOf(
    statementOf([
      ...numbers.map((number) =>
        readLine({ bookingDate: '2026-11-20', amountMinor: 11_900n, counterpartyName: 'Nordwind', remittance: number }),
      ),
      ...Array.from({ length: 3_000 }, (_, n) =>
        readLine({ bookingDate: '2026-11-19', amountMinor: BigInt(n + 1), bankReference: `B${n}` }),
      ),
    ]),
    'long.xml',
  )
