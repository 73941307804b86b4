import type { IsoDate } from '../../../lib/dates.js'
import { textAt } from '../../xml/find.js'
import type { XmlElement } from '../../xml/read-xml.js'
import { currencyOf, dateAt, signedAmount } from './values.js'

export type Balance = { minor: bigint | null; date: IsoDate | null; notes: readonly string[] }

/**
 * The balance of the first of these kinds: OPBD opens and CLBD closes what is booked; PRCD is the day before's closing, which is
 * this opening. A balance in another currency than the account's foots nothing and is named.
 */
export function readBalance(balances: readonly XmlElement[], kinds: readonly string[], currency: string): Balance {
  for (const kind of kinds) {
    const found = balances.find((each) => textAt(each, 'Tp/CdOrPrtry/Cd') === kind)
    if (!found) continue
    const date = dateAt(found, 'Dt/Dt', 'Dt/DtTm')
    const other = currencyOf(found)
    if (other !== null && other !== currency)
      return { minor: null, date, notes: [`The balance ${kind} is in ${other}, the account in ${currency}.`] }
    const minor = signedAmount(found, currency)
    return minor.ok
      ? { minor: minor.value, date, notes: [] }
      : { minor: null, date, notes: [`The balance ${kind} can't be read: ${minor.problem}.`] }
  }
  return { minor: null, date: null, notes: [] }
}
