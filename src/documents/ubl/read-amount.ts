import { exactMinor } from '../statements/exact-amount.js'
import { find } from '../xml/find.js'
import type { XmlElement } from '../xml/read-xml.js'

/** Reads amounts of one document; the first that can't be read is kept as its problem. */
export type ReadAmount = {
  problem: string | null
  /** Without `absent` the amount must be there. */
  at(from: XmlElement | undefined, path: string, absent?: bigint): bigint
}

export function amountReader(currency: string): ReadAmount {
  const reader: ReadAmount = {
    problem: null,
    at: (from, path, absent) => {
      const element = find(from, path)
      if (!element) return absent ?? fail(`${from?.name ?? 'It'} has no ${path}`)
      const said = element.attributes['currencyID']
      if (said !== undefined && said !== currency) return fail(`${path} is in ${said}, the document in ${currency}`)
      const minor = exactMinor(element.text, currency)
      return minor.ok ? minor.value : fail(`${path}: ${minor.problem}`)
    },
  }
  const fail = (problem: string): bigint => {
    reader.problem ??= problem
    return 0n
  }
  return reader
}
