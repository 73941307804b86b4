import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine, ReadStatement, StatementFile } from '../../../domain/banking/statement.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { field } from '../statement-text.js'
import { readBalance } from './read-balance.js'
import { readMovement } from './read-movement.js'
import { splitMessages, type Tag } from './tags.js'

/**
 * SWIFT MT940 customer statements, with or without their envelope. Each message is a statement; of one that goes over several pages
 * (60M and 62M) every page foots by itself and the next one connects.
 */
export function readMt940(text: string): Result<StatementFile> {
  const messages = splitMessages(text)
  if (messages.length === 0) return no('It has no statement (no line begins with :20: or :25:)')
  const read = messages.map((tags, index) => ({
    where: `statement ${index + 1}, line ${tags[0]?.line ?? 1}`,
    result: readStatement(tags),
  }))
  return ok({
    format: 'mt940',
    statements: read.flatMap(({ result }) => (result.ok ? [result.value] : [])),
    refused: read.flatMap(({ where, result }) => (result.ok ? [] : [{ where, reason: result.problem }])),
  })
}

function readStatement(tags: readonly Tag[]): Result<ReadStatement> {
  const of = (...names: readonly string[]) => tags.find(({ name }) => names.includes(name))
  const opening = readBalance(of('60F', '60M'))
  const closing = readBalance(of('62F', '62M'))
  if (!opening.ok) return no(`Its opening balance ${opening.problem}`)
  if (!closing.ok) return no(`Its closing balance ${closing.problem}`)
  const currency = opening.value.currency
  const notes =
    closing.value.currency === currency
      ? []
      : [`The closing balance is in ${closing.value.currency}, the opening one in ${currency}.`]
  const lines: ReadLine[] = []
  for (const [index, tag] of tags.entries()) {
    if (tag.name !== '61') continue
    const next = tags[index + 1]
    const line = readMovement(tag.text, next?.name === '86' ? next.text : null, currency)
    if (!line.ok) return no(`Line ${tag.line}: ${line.problem}`)
    lines.push(line.value)
  }
  const booked = lines.map(({ bookingDate }) => bookingDate).toSorted()
  return ok({
    account: accountOf(of('25', '25P')?.text ?? null),
    currency,
    number: field(of('28C', '28')?.text),
    from: [booked[0], closing.value.date].filter((date) => date !== undefined).toSorted()[0] ?? null,
    to: closing.value.date,
    openingMinor: opening.value.minor,
    closingMinor: notes.length > 0 ? null : closing.value.minor,
    lines,
    notes,
  })
}

/** `20050550/1234567890` is bank and account, `DE…EUR` an IBAN with its currency behind it. */
function accountOf(text: string | null): string | null {
  const whole = accountKey(text?.split('\n')[0])
  const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.exec(whole ?? '')
  return iban ? (whole?.replace(/[A-Z]{3}$/, '') ?? null) : whole
}
