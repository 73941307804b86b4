import type { ReadLine } from '../../../domain/banking/statement.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { find, findAll, textAt } from '../../xml/find.js'
import type { XmlElement } from '../../xml/read-xml.js'
import { field, reference } from '../statement-text.js'
import { readDetails } from './read-details.js'
import { currencyOf, dateAt, signedAmount } from './values.js'

export type ReadEntry = { lines: readonly ReadLine[] } | { left: string }

/**
 * One booked entry. A batch (one entry, many transactions) becomes a line for each transaction where their amounts add up to the
 * entry's: each has its own payer and reference. What isn't booked yet (PDNG, INFO, FUTR) is left out and comes again.
 */
export function readEntry(entry: XmlElement, currency: string): Result<ReadEntry> {
  const status = textAt(entry, 'Sts/Cd', 'Sts')
  if (status !== null && status !== 'BOOK') return ok({ left: `its status is ${status}, not booked` })
  const own = currencyOf(entry)
  if (own !== null && own !== currency) return no(`it is in ${own}, the account in ${currency}`)
  const amount = signedAmount(entry, currency)
  if (!amount.ok) return amount
  const bookingDate = dateAt(entry, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm')
  if (bookingDate === null) return no('it has no booking date')
  const base = {
    bookingDate,
    valueDate: dateAt(entry, 'ValDt/Dt', 'ValDt/DtTm'),
    typeCode: typeOf(find(entry, 'BkTxCd')),
    bankReference: reference(textAt(entry, 'AcctSvcrRef', 'NtryRef')),
    info: field(textAt(entry, 'AddtlNtryInf')),
  }
  const details = findAll(entry, 'NtryDtls').flatMap((each) => findAll(each, 'TxDtls'))
  const lines = linesOf(details, base, amount.value, currency)
  // A file of ours that is booked as one: what the file called itself says which.
  const batch = reference(textAt(entry, 'NtryDtls/Btch/MsgId', 'NtryDtls/Btch/PmtInfId'))
  return ok({
    lines: lines.length > 1 ? lines : lines.map((line) => ({ ...line, reference: line.reference ?? batch })),
  })
}

type Base = Pick<ReadLine, 'bookingDate' | 'valueDate' | 'typeCode' | 'bankReference'> & { info: string | null }

function linesOf(details: readonly XmlElement[], base: Base, entryMinor: bigint, currency: string): ReadLine[] {
  const side = entryMinor < 0n ? 'DBIT' : 'CRDT'
  const parts = details.map((each) => partOf(each, entryMinor, currency))
  const sum = parts.reduce<bigint | null>((total, part) => (total === null || part === null ? null : total + part), 0n)
  if (details.length > 1 && sum === entryMinor)
    return details.map((each, index) => lineOf(readDetails(each, side), base, parts[index] ?? 0n))
  // A batch whose parts don't say what each is worth stays one line, without pretending to be its first part.
  return [lineOf(readDetails(details.length > 1 ? undefined : details[0], side), base, entryMinor)]
}

const lineOf = (details: ReturnType<typeof readDetails>, { info, ...base }: Base, amountMinor: bigint): ReadLine => ({
  ...base,
  ...details,
  remittance: details.remittance ?? info,
  typeCode: details.typeCode ?? base.typeCode,
  bankReference: details.bankReference ?? base.bankReference,
  amountMinor,
})

/** What one transaction of a batch is worth in the account's currency, on the side of the entry unless it says otherwise. */
function partOf(details: XmlElement, entryMinor: bigint, currency: string): bigint | null {
  const holder = find(details, 'Amt') ? details : find(details, 'AmtDtls/TxAmt')
  if (!holder || currencyOf(holder) !== currency) return null
  const side = textAt(details, 'CdtDbtInd') ?? (entryMinor < 0n ? 'DBIT' : 'CRDT')
  const amount = find(holder, 'Amt')
  if (!amount) return null
  const signed = signedAmount(
    { ...holder, children: [amount, { name: 'CdtDbtInd', namespace: '', attributes: {}, text: side, children: [] }] },
    currency,
  )
  return signed.ok ? signed.value : null
}

/** `PMNT/RCDT/ESCT`, else the bank's own code. */
function typeOf(code: XmlElement | undefined): string | null {
  const domain = [textAt(code, 'Domn/Cd'), textAt(code, 'Domn/Fmly/Cd'), textAt(code, 'Domn/Fmly/SubFmlyCd')]
  return field(domain.every((part) => part !== null) ? domain.join('/') : textAt(code, 'Prtry/Cd'))
}
