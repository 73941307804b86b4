import type { LineRow } from '../../../domain/banking/line-list-store.js'
import type { BankLine } from '../../../domain/banking/line-store.js'
import { money, toDecimal } from '../../../lib/money.js'
import { clip } from '../../../lib/text.js'
import type { Row, Table } from '../reply.js'

/** What a line is called in a sentence: who, else what stands in it. */
export const lineTitle = (line: Pick<BankLine, 'counterpartyName' | 'remittance' | 'typeCode'>): string =>
  clip(line.counterpartyName ?? line.remittance ?? line.typeCode ?? 'no text', 60)

/** Lines as on a statement. */
export const lineTable = (lines: readonly LineRow[], more = 0): Table => ({
  columns: [
    { key: 'line', label: 'Line', type: 'text' },
    { key: 'date', label: 'Booked', type: 'date' },
    { key: 'amount', label: 'Amount', type: 'money' },
    { key: 'party', label: 'Who', type: 'text' },
    { key: 'text', label: 'Text', type: 'text' },
    { key: 'state', label: 'State', type: 'text' },
  ],
  rows: lines.map(cells),
  ...(more > 0 ? { more } : {}),
})

const cells = (line: LineRow): Row => ({
  line: line.ref,
  date: { date: line.bookingDate },
  amount: { money: money(line.amountMinor, line.currency) },
  party: line.counterpartyName && clip(line.counterpartyName, 40),
  text: line.remittance && clip(line.remittance, 70),
  state: stateText(line),
})

export const stateText = ({ state, asideReason }: Pick<BankLine, 'state' | 'asideReason'>): string =>
  state === 'set_aside' ? `set aside: ${asideReason ?? ''}` : state

/** A line for `--json`. */
export const lineData = (line: LineRow) => ({
  line: line.ref,
  account: line.bankAccount,
  statement: line.statement,
  date: line.bookingDate,
  valueDate: line.valueDate,
  currency: line.currency,
  amount: toDecimal(money(line.amountMinor, line.currency)),
  originalAmount:
    line.originalMinor === null ? null : toDecimal(money(line.originalMinor, line.originalCurrency ?? line.currency)),
  originalCurrency: line.originalCurrency,
  counterparty: line.counterpartyName,
  counterpartyAccount: line.counterpartyAccount,
  text: line.remittance,
  reference: line.reference,
  endToEndId: line.endToEndId,
  bankReference: line.bankReference,
  type: line.typeCode,
  state: line.state,
  setAside: line.asideReason,
})
