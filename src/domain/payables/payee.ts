import { spacedRouting } from '../../lib/domestic-account.js'

/** Where a supplier or a colleague is paid. Only a verified one is ever paid to. */
export type Payee = {
  id: string
  holder: string
  /** An IBAN; with `routing` the number of the account there. */
  number: string
  bic: string | null
  /** A US routing number or a UK sort code, digits. */
  routing: string | null
  /** How we were told. */
  source: string
  state: 'proposed' | 'verified' | 'rejected' | 'replaced'
  companyId: string | null
  staffId: string | null
  version: number
}

/** In fours, as people read an IBAN. */
export const spacedIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** "DE89 3704 0044 0532 0130 00", "20-00-00 55779911". */
export const accountText = ({ number, routing }: Pick<Payee, 'number' | 'routing'>): string =>
  routing === null ? spacedIban(number) : `${spacedRouting(routing)} ${number}`

/** "Acme GmbH, DE89 3704 0044 0532 0130 00 (COBADEFFXXX)". */
export const payeeText = (payee: Pick<Payee, 'holder' | 'number' | 'bic' | 'routing'>): string =>
  `${payee.holder}, ${accountText(payee)}${payee.bic ? ` (${payee.bic})` : ''}`
