import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine, ReadStatement, StatementFile } from '../../../domain/banking/statement.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { exactMinor } from '../exact-amount.js'
import { field } from '../statement-text.js'
import { allOf, at, type OfxElement, readElements, valueAt } from './elements.js'
import { ofxDate } from './ofx-date.js'
import { readTransaction } from './read-transaction.js'

/**
 * OFX 1 (SGML) and 2 (XML), QFX included: statements of bank accounts and credit cards. They tell a closing balance and no opening
 * one, so what they foot to is decided against the statement before. Investment accounts hold more than money and are refused.
 * `ownCurrency` is the account's, for banks that leave CURDEF empty.
 */
export function readOfx(text: string, ownCurrency: string | null): Result<StatementFile> {
  const root = readElements(text)
  if (!root.ok) return root
  const ofx = at(root.value, 'OFX')
  if (!ofx) return no('It has no OFX element')
  const answers = [
    ...messagesOf(ofx, 'BANKMSGSRSV1', 'STMTTRNRS'),
    ...messagesOf(ofx, 'CREDITCARDMSGSRSV1', 'CCSTMTTRNRS'),
  ]
  const read = answers.map((answer, index) => ({
    where: `statement ${index + 1}`,
    result: readAnswer(answer, ownCurrency),
  }))
  const investments = messagesOf(ofx, 'INVSTMTMSGSRSV1', 'INVSTMTTRNRS').map((_, index) => ({
    where: `investment statement ${index + 1}`,
    reason: 'Statements of investment accounts are not read: they hold securities besides money',
  }))
  if (read.length + investments.length === 0) return no(emptyReason(ofx))
  return ok({
    format: 'ofx',
    statements: read.flatMap(({ result }) => (result.ok ? [result.value] : [])),
    refused: [
      ...read.flatMap(({ where, result }) => (result.ok ? [] : [{ where, reason: result.problem }])),
      ...investments,
    ],
  })
}

const messagesOf = (ofx: OfxElement, set: string, kind: string): OfxElement[] =>
  allOf(ofx, set).flatMap((messages) => allOf(messages, kind))

/** What the bank answered instead of a statement: a refused login, an error. */
function emptyReason(ofx: OfxElement): string {
  const status = at(ofx, 'SIGNONMSGSRSV1', 'SONRS', 'STATUS')
  const code = valueAt(status, 'CODE')
  const said = valueAt(status, 'MESSAGE')
  const reason = code === null || code === '0' ? '' : `: the bank answered with error ${code}${said ? `, ${said}` : ''}`
  return `It has no statement of a bank account or credit card${reason}`
}

function readAnswer(answer: OfxElement, ownCurrency: string | null): Result<ReadStatement> {
  const code = valueAt(answer, 'STATUS', 'CODE')
  const statement = at(answer, 'STMTRS') ?? at(answer, 'CCSTMTRS')
  if (!statement) {
    const said = valueAt(answer, 'STATUS', 'MESSAGE')
    return no(`The bank answered with error ${code ?? 'unknown'}${said ? `, ${said}` : ''}`)
  }
  const holder = at(statement, 'BANKACCTFROM') ?? at(statement, 'CCACCTFROM')
  const currency = field(valueAt(statement, 'CURDEF'))?.toUpperCase() ?? ownCurrency
  const list = at(statement, 'BANKTRANLIST')
  const lines: ReadLine[] = []
  for (const [index, element] of allOf(list, 'STMTTRN').entries()) {
    const line = readTransaction(element, currency)
    if (!line.ok) return no(`Transaction ${index + 1}: ${line.problem}`)
    lines.push(line.value)
  }
  const closing = closingOf(statement, currency)
  const booked = lines.map(({ bookingDate }) => bookingDate).toSorted()
  const from = [ofxDate(valueAt(list, 'DTSTART')), booked[0]].filter((date) => date != null).toSorted()[0] ?? null
  return ok({
    account: accountKey(valueAt(holder, 'ACCTID')),
    currency,
    number: null,
    from,
    to: ofxDate(valueAt(statement, 'LEDGERBAL', 'DTASOF')) ?? ofxDate(valueAt(list, 'DTEND')) ?? booked.at(-1) ?? null,
    openingMinor: null,
    ...closing,
    lines,
  })
}

function closingOf(statement: OfxElement, currency: string | null): Pick<ReadStatement, 'closingMinor' | 'notes'> {
  const text = valueAt(statement, 'LEDGERBAL', 'BALAMT')
  if (text === null || currency === null) return { closingMinor: null, notes: [] }
  const minor = exactMinor(text, currency)
  return minor.ok
    ? { closingMinor: minor.value, notes: [] }
    : { closingMinor: null, notes: [`The closing balance can't be read: ${minor.problem}.`] }
}
