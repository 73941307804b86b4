import type { IsoDate } from '../../../lib/dates.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { find, textAt } from '../../xml/find.js'
import type { XmlElement } from '../../xml/read-xml.js'
import { exactMinor } from '../exact-amount.js'
import { isoDate } from '../iso-date.js'

/** The business date at the first path that has one. Of an instant its own local date counts, as the bank wrote it. */
export const dateAt = (from: XmlElement | undefined, ...paths: readonly string[]): IsoDate | null => {
  const text = textAt(from, ...paths)
  return text === null ? null : isoDate(text.slice(0, 10))
}

/** ISO 20022 amounts have no sign; the indicator has it. */
export function signedAmount(element: XmlElement, currency: string): Result<bigint> {
  const amount = find(element, 'Amt')
  if (!amount) return no('it has no amount')
  const minor = exactMinor(amount.text, currency)
  if (!minor.ok) return minor
  const side = textAt(element, 'CdtDbtInd')
  if (side !== 'CRDT' && side !== 'DBIT') return no('it does not say whether it is a credit or a debit (CdtDbtInd)')
  return ok(side === 'CRDT' ? minor.value : -minor.value)
}

export const currencyOf = (element: XmlElement | undefined): string | null =>
  find(element, 'Amt')?.attributes['Ccy'] ?? null
