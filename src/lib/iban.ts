import { no, ok, type Result } from './result.js'

/** Lengths of the countries whose payments most go to (ISO 13616 registry); others only have to pass the check digits. */
const LENGTHS: Record<string, number> = Object.fromEntries(
  'AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22'
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))]),
)

/** An IBAN without spaces, in capitals, whose check digits (ISO 7064, mod 97-10) and length are right. */
export function checkIban(text: string): Result<string> {
  const iban = text.toUpperCase().replace(/[\s.-]/g, '')
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban))
    return no(`“${text}” is not an IBAN: it begins with two letters and two digits, like DE89 3704 0044 0532 0130 00.`)
  const length = LENGTHS[iban.slice(0, 2)]
  if (length !== undefined && iban.length !== length)
    return no(`An IBAN of ${iban.slice(0, 2)} has ${length} characters; this one has ${iban.length}.`)
  if (mod97(iban) !== 1n) return no(`“${text}” has a wrong digit: its check digits don't fit. Read it again.`)
  return ok(iban)
}

/** `DE89 3704 …` in fours, as ISO 13616 prints an IBAN and people read it; another number as it is. */
export function spacedIban(number: string): string {
  const bare = number.replace(/\s/g, '').toUpperCase()
  return /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(bare) ? bare.replace(/(.{4})(?=.)/g, '$1 ') : number
}

/** ISO 9362: bank, country, place, and maybe a branch. */
export function checkBic(text: string): Result<string> {
  const bic = text.toUpperCase().replace(/\s/g, '')
  return /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)
    ? ok(bic)
    : no(`“${text}” is not a BIC: it has 8 or 11 characters, like COBADEFFXXX.`)
}

/** Territories whose banks have a code of their own in the BIC and the IBANs of the country that they belong to. */
const WITHIN: Record<string, string> = { GB: 'GG IM JE', FR: 'BL GF GP MF MQ NC PF PM RE TF WF YT', FI: 'AX' }

/** Whether the bank of a BIC can keep the account of an IBAN: both are of one country. */
export function isOfOneCountry(bic: string, iban: string): boolean {
  const [bank, account] = [bic.slice(4, 6), iban.slice(0, 2)]
  return bank === account || (WITHIN[account]?.split(' ').includes(bank) ?? false)
}

/** ISO 11649: `RF18 5390 0754 7034`. Null where it isn't one. */
export function creditorReference(text: string): string | null {
  const reference = text.toUpperCase().replace(/\s/g, '')
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(reference) && mod97(reference) === 1n ? reference : null
}

/** The first four characters go to the end, letters count from 10. */
function mod97(text: string): bigint {
  const turned = text.slice(4) + text.slice(0, 4)
  return BigInt([...turned].map((each) => Number.parseInt(each, 36).toString()).join('')) % 97n
}
