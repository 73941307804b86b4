import type { Payee } from '../../../domain/payables/payee.js'

/** What a script gets of an account: its IBAN, or where it is within its country. */
export const accountData = ({ number, routing }: Pick<Payee, 'number' | 'routing'>) =>
  routing === null ? { iban: number } : { routing, number }
