/** Where a supplier or a colleague is paid. Only a verified one is ever paid to. */
export type Payee = {
  id: string
  holder: string
  /** An IBAN. */
  number: string
  bic: string | null
  /** How we were told. */
  source: string
  state: 'proposed' | 'verified' | 'rejected' | 'replaced'
  companyId: string | null
  staffId: string | null
  version: number
}

/** In fours, as people read an IBAN. */
export const spacedIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** "Acme GmbH, DE89 3704 0044 0532 0130 00 (COBADEFFXXX)". */
export const payeeText = ({ holder, number, bic }: Pick<Payee, 'holder' | 'number' | 'bic'>): string =>
  `${holder}, ${spacedIban(number)}${bic ? ` (${bic})` : ''}`
