import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine } from '../../../domain/banking/statement.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { exactMinor } from '../exact-amount.js'
import { field, reference } from '../statement-text.js'
import { type OfxElement, valueAt } from './elements.js'
import { ofxDate } from './ofx-date.js'

/** One `STMTTRN`. FITID is the bank's own reference; what a bank puts into NAME it often says again in MEMO. */
export function readTransaction(element: OfxElement, currency: string | null): Result<ReadLine> {
  const posted = valueAt(element, 'DTPOSTED')
  const bookingDate = ofxDate(posted)
  if (bookingDate === null) return no(posted === null ? 'it has no date (DTPOSTED)' : `“${posted}” is no date`)
  if (currency === null) return no('the statement does not name its currency (CURDEF)')
  const amountMinor = exactMinor(plainAmount(valueAt(element, 'TRNAMT') ?? ''), currency)
  if (!amountMinor.ok) return amountMinor
  const name = field(valueAt(element, 'NAME') ?? valueAt(element, 'PAYEE', 'NAME'))
  const memo = field(valueAt(element, 'MEMO'))
  return ok({
    bookingDate,
    valueDate: ofxDate(valueAt(element, 'DTAVAIL') ?? valueAt(element, 'VALUEDATE')),
    amountMinor: amountMinor.value,
    original: null,
    rate: null,
    counterpartyName: name,
    counterpartyAccount: accountKey(valueAt(element, 'BANKACCTTO', 'ACCTID')),
    remittance: memo ?? name,
    reference: reference(valueAt(element, 'REFNUM')),
    endToEndId: reference(valueAt(element, 'CHECKNUM')),
    bankReference: reference(valueAt(element, 'FITID')),
    typeCode: field(valueAt(element, 'TRNTYPE')),
  })
}

/** OFX allows a decimal comma, and some banks group thousands: with both signs the last one is the decimal. */
function plainAmount(text: string): string {
  const compact = text.replace(/\s/g, '')
  const decimalAt = Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'))
  if (decimalAt < 0) return compact
  return `${compact.slice(0, decimalAt).replace(/[.,]/g, '')}.${compact.slice(decimalAt + 1)}`
}
