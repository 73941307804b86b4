import { type Phone, readPhone } from '../../domain/crm/contact.js'
import { RowFault, type Values } from '../define-import.js'
import { severalOf } from './words.js'

/** A full name as it stands, else its parts; `Lovelace, Ada` is turned round. */
export function contactName({ name, first, last }: Values): string | undefined {
  const parts = [first, last].filter((part) => part !== undefined).join(' ')
  const [, family, given] = /^([^,]+),\s*([^,]+)$/.exec(name ?? '') ?? []
  const whole =
    parts || (family && given && !/\b(inc|llc|jr|sr|phd|md|dds)\.?$/i.test(given) ? `${given} ${family}` : name)
  return whole?.trim().replace(/\s+/g, ' ') || undefined
}

/** Addresses as they stand, each once; a cell may have several. */
export const addressTexts = ({ email, email2, email3 }: Values): string[] => [
  ...new Set([email, email2, email3].flatMap((text) => severalOf(text))),
]

/** Throws `RowFault`. */
export const phonesOf = ({ phone, phone2, phone3 }: Values): Phone[] =>
  Object.entries({ phone, phone2, phone3 }).flatMap(([field, text]) =>
    severalOf(text).map((each) => {
      const read = readPhone(each)
      if (!read.ok) throw new RowFault(field, each, 'It is no phone number: write it like +49 30 1234567.')
      return read.value
    }),
  )
