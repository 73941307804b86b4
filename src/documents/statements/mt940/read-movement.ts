import type { ReadLine } from '../../../domain/banking/statement.js'
import type { IsoDate } from '../../../lib/dates.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { isoDate } from '../iso-date.js'
import { field, reference } from '../statement-text.js'
import { earlierReading } from './earlier-reading.js'
import { dayOf, swiftMinor } from './read-balance.js'
import { readInformation, readSupplement } from './read-information.js'

/** In place of the owner's reference: where in the information it stands, which is read there. */
const ELSEWHERE = /^(EREF|PREF|MARF|CREF|IREF)$/

/** Value date, booking day, sign, funds letter, amount, type, the owner's reference, the bank's, and text on the next line. */
const MOVEMENT =
  /^(\d{6})(\d{4})?(R?[CD])([A-Z])?(\d[\d.]*(?:,\d*)?)([A-Z][A-Z0-9]{3})?(.*?)(?:\/\/(.*))?(?:\n([\s\S]*))?$/

/** A `:61:` and the `:86:` behind it. The booking day has no year: it is the one nearest to the value date. */
export function readMovement(text: string, information: string | null, currency: string): Result<ReadLine> {
  const match = MOVEMENT.exec(text)
  if (!match) return no(`this movement (:61:) can't be read: ${text.slice(0, 60)}`)
  const [, valueDay = '', bookingDay, side = '', , amount = '', kind, own = '', bank = '', under = ''] = match
  const valueDate = dayOf(valueDay)
  if (valueDate === null) return no(`${valueDay} is no day of the calendar`)
  const bookingDate = bookingDay === undefined ? valueDate : nearestYear(bookingDay, valueDate)
  if (bookingDate === null) return no(`${bookingDay} is no day of the calendar`)
  const minor = swiftMinor(amount, currency)
  if (!minor.ok) return minor
  const isIn = side === 'C' || side === 'RD'
  // Some write code words behind the bank's reference: `//14090140301/TRCD/00100/`.
  const [, reached = '', behind = ''] = /^(.*?)(\/[A-Z]{4}\/.*)?$/.exec(bank) ?? []
  const details = joined(readInformation(information ?? '', isIn), readSupplement(behind || under, isIn))
  const typeCode = details.typeCode ?? field(kind)
  const isReturn = (side.startsWith('R') || kind?.endsWith('RTI')) && !typeCode?.startsWith('RETURN/')
  const line: ReadLine = {
    bookingDate,
    valueDate,
    amountMinor: isIn ? minor.value : -minor.value,
    ...details,
    typeCode: isReturn ? `RETURN/${typeCode ?? ''}` : typeCode,
    endToEndId: details.endToEndId ?? (ELSEWHERE.test(own) ? null : reference(own)),
    bankReference: reference(reached),
  }
  const earlier = earlierReading(line, { information: information ?? '', own, bank })
  return ok(earlier ? { ...line, earlier } : line)
}

type Details = ReturnType<typeof readInformation>

/** What the information leaves out, the supplement may say. */
function joined(details: Details, more: Details | null): Details {
  if (more === null) return details
  const own = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null))
  return { ...more, ...own }
}

/** The end of a year books in January what has its value in December, and the other way about. */
function nearestYear(monthDay: string, near: IsoDate): IsoDate | null {
  const year = Number(near.slice(0, 4))
  const days = [year - 1, year, year + 1].flatMap(
    (each) => isoDate(`${each}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`) ?? [],
  )
  const distance = (date: IsoDate) => Math.abs(Date.parse(date) - Date.parse(near))
  return days.toSorted((a, b) => distance(a) - distance(b))[0] ?? null
}
