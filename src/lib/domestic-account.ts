import { no, ok, type Result } from './result.js'

/** Where an account is paid to within a country that has no IBAN of its own use: by routing number (US) or sort code (UK). */
export type DomesticAccount = { routing: string; number: string }

/** A US routing number (ABA, nine digits with a check digit) or a UK sort code (six digits), and the account's number there. */
export function checkDomestic(routing: string, account: string): Result<DomesticAccount> {
  const code = routing.replace(/[\s-]/g, '')
  const number = account.replace(/[\s-]/g, '')
  if (/^\d{6}$/.test(code))
    return /^\d{8}$/.test(number)
      ? ok({ routing: code, number })
      : no(`An account at a UK sort code has eight digits; “${account}” has not. Shorter ones begin with zeros.`)
  if (!/^\d{9}$/.test(code))
    return no(`“${routing}” is neither a US routing number (nine digits) nor a UK sort code (six, like 20-00-00).`)
  if (weighed(code) % 10 !== 0) return no(`“${routing}” has a wrong digit: its check digit doesn't fit. Read it again.`)
  return /^\d{4,17}$/.test(number)
    ? ok({ routing: code, number })
    : no(`“${account}” is no account at a US bank: it has 4 to 17 digits.`)
}

/** `20-00-00`; a routing number as it is. */
export const spacedRouting = (routing: string): string =>
  routing.length === 6 ? routing.replace(/(..)(?=.)/g, '$1-') : routing

/** The check of an ABA number: weights 3, 7, 1 in turn. */
const weighed = (code: string): number =>
  [...code].reduce((sum, digit, at) => sum + Number(digit) * ([3, 7, 1][at % 3] ?? 0), 0)
