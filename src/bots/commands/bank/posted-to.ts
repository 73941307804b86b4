import type { BankLine } from '../../../domain/banking/line-store.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Done } from '../define-command.js'
import type { RecordRef } from '../params.js'

/** A line that was posted somewhere, and how it is opened again. */
export const postedTo = (line: RecordRef, posted: BankLine, where: string): Done => ({
  headline: `${posted.ref} ${formatMoney(money(posted.amountMinor, posted.currency))} is posted to ${where}`,
  undo: { command: 'bank unmatch', args: { line }, versions: { [line.id]: posted.version } },
  data: { line: posted.ref, account: where },
})
