/** `166?00GUTSCHRIFT?20…`: three digits of business code, then a separator of the bank's choice and two digits a subfield. */
export function bySubfield(text: string): { code: string; fields: ReadonlyMap<string, string> } | null {
  const whole = text.replace(/\n/g, '')
  const head = /^(\d{3})([^A-Za-z0-9 ])(?=\d\d)/.exec(whole)
  if (!head) return null
  const separator = head[2] ?? '?'
  const fields = new Map<string, string>()
  for (const piece of whole.slice(3).split(separator).slice(1)) {
    const key = /^\d\d/.exec(piece)?.[0]
    if (key && !fields.has(key)) fields.set(key, piece.slice(2))
  }
  return { code: head[1] ?? '', fields }
}

/** `/TRTP/SEPA OVERBOEKING/IBAN/NL…/NAME/…/REMI/…`: a word in capitals between slashes, then its value up to the next known one. */
export function bySlash(text: string, words: RegExp = SLASHED): ReadonlyMap<string, string> | null {
  const whole = text.replace(/\n/g, '')
  if (!/^\/[A-Z]{3,6}\//.test(whole)) return null
  const fields = new Map<string, string>()
  const marks = [...whole.matchAll(words)]
  for (const [index, mark] of marks.entries()) {
    const key = mark[1] ?? ''
    const value = whole.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? whole.length)
    if (!fields.has(key)) fields.set(key, value.replace(/^\/+|\/+$/g, ''))
  }
  return fields.size > 0 ? fields : null
}

const SLASHED =
  /\/(TRTP|TRCD|IBAN|BIC|NAME|REMI|RMTINF|EREF|CNTP|CSID|MARF|ORDP|BENM|STRD|RTRN|PREF|IREF|CREF|SVCL|ISDT|UDTR|UCRD|ULTC|ULTD|ULTB|BUSP|PURP|OCMT|CHGS|EXCH)\//g

/** SEPA keywords in a German text: `EREF+…MREF+…SVWZ+…`; some banks write a colon for the plus. */
export function byKeyword(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  const marks = [...text.matchAll(/(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)[+:]/g)]
  for (const [index, mark] of marks.entries()) {
    const key = mark[1] ?? ''
    const value = text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length)
    if (!fields.has(key)) fields.set(key, value.trim())
  }
  return fields
}
