import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine, ReadStatement } from '../../../domain/banking/statement.js'
import type { IsoDate } from '../../../lib/dates.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { find, findAll, textAt } from '../../xml/find.js'
import type { XmlElement } from '../../xml/read-xml.js'
import { field } from '../statement-text.js'
import { readBalance } from './read-balance.js'
import { readEntry } from './read-entry.js'
import { dateAt } from './values.js'

/** One `Stmt`. Its currency is the account's, else the booked balance's: v2 leaves `Acct/Ccy` out as often as not. */
export function readStatement(statement: XmlElement): Result<ReadStatement> {
  const balances = findAll(statement, 'Bal')
  const currency =
    textAt(statement, 'Acct/Ccy') ??
    [...balances, ...findAll(statement, 'Ntry')].map((each) => find(each, 'Amt')?.attributes['Ccy']).find(Boolean)
  if (!currency) return no('It names neither a currency nor an amount')
  const opening = readBalance(balances, ['OPBD', 'PRCD'], currency)
  const closing = readBalance(balances, ['CLBD'], currency)
  const lines: ReadLine[] = []
  const notes = [...opening.notes, ...closing.notes]
  for (const [index, entry] of findAll(statement, 'Ntry').entries()) {
    const read = readEntry(entry, currency)
    if (!read.ok) return no(`Entry ${index + 1}: ${read.problem}`)
    if ('left' in read.value) notes.push(`Entry ${index + 1} is left out: ${read.value.left}`)
    else lines.push(...read.value.lines)
  }
  const period = periodOf(statement, { opening: opening.date, closing: closing.date }, lines)
  return ok({
    account: accountKey(textAt(statement, 'Acct/Id/IBAN', 'Acct/Id/Othr/Id', 'Acct/Id/PrtryAcct/Id')),
    currency,
    number: field(textAt(statement, 'ElctrncSeqNb', 'LglSeqNb', 'Id')),
    ...period,
    openingMinor: opening.minor,
    closingMinor: closing.minor,
    lines,
    notes,
  })
}

/** The days it covers: as it says, else from its lines and closing balance. */
function periodOf(
  statement: XmlElement,
  dates: { opening: IsoDate | null; closing: IsoDate | null },
  lines: readonly ReadLine[],
): { from: IsoDate | null; to: IsoDate | null } {
  const booked = lines.map((line) => line.bookingDate).toSorted()
  const to = dates.closing ?? dateAt(find(statement, 'FrToDt'), 'ToDtTm', 'ToDt') ?? booked.at(-1) ?? null
  const said = dateAt(find(statement, 'FrToDt'), 'FrDtTm', 'FrDt') ?? dates.closing ?? dates.opening
  const from = [said, booked[0]].filter((date) => date != null).toSorted()[0] ?? null
  return { from, to: to !== null && from !== null && to < from ? from : to }
}
