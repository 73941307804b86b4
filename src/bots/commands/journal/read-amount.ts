import { invalid } from '../../../lib/errors.js'
import type { Money } from '../../../lib/money.js'
import { readAmountWords, settleAmount } from '../values/amount.js'

/** The amount of a line. Throws `invalid` with the line's number. */
export function minorOf(
  words: string,
  line: number,
  { currency, base }: { currency: string; base: string },
  form: string,
): Money {
  const read = readAmountWords(words)
  if (!read.ok) throw invalid(`Line ${line}: ${read.problem} ${form}`)
  const settled = settleAmount(read.value, currency, base)
  if (!settled.ok) throw invalid(`Line ${line}: ${settled.problem}`)
  return settled.value
}
