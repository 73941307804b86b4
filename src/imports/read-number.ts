export type DecimalMark = ',' | '.'

/**
 * `1.234,56-`, `(1,234.56)`, `€ 1 234,56`, `1'000` as a plain decimal. The mark must fit: groups are of three digits, so `12.50` is
 * no number where the decimal mark is a comma. Null where it is none.
 */
export function readNumber(text: string, mark: DecimalMark): string | null {
  const bare = text.replace(/[\p{Sc}\s\u00a0\u202f'’]/gu, '').replace(/\u2212/g, '-')
  const match = /^(\(?)([+-]?)([\d.,]+)([+-]?)(\)?)$/.exec(bare)
  if (!match || (match[1] === '') !== (match[5] === '') || (match[2] && match[4])) return null
  const group = mark === ',' ? '\\.' : ','
  const digits = match[3] ?? ''
  if (!new RegExp(`^(\\d{1,3}(${group}\\d{3})+|\\d+)?(\\${mark}\\d*)?$`).test(digits) || !/\d/.test(digits)) return null
  const [whole = '', part = ''] = digits.replaceAll(mark === ',' ? '.' : ',', '').split(mark)
  const plain = `${whole.replace(/^0+(?=\d)/, '') || '0'}${part === '' ? '' : `.${part}`}`
  const isNegative = match[1] === '(' || match[2] === '-' || match[4] === '-'
  return isNegative && /[1-9]/.test(plain) ? `-${plain}` : plain
}

/** The mark that a file's numbers tell: of those that can be read in one way only. Null where none tells, or they disagree. */
export function decimalMarkOf(numbers: readonly string[]): DecimalMark | null {
  let point = false
  let comma = false
  for (const text of numbers) {
    const [one, other] = [readNumber(text, '.'), readNumber(text, ',')]
    if (one !== null && other === null) point = true
    if (other !== null && one === null) comma = true
  }
  return point === comma ? null : point ? '.' : ','
}
