import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine, SaidOfLine } from '../../../domain/banking/statement.js'
import { field, reference } from '../statement-text.js'
import { bySlash, bySubfield } from './dialects.js'
import { readInformation } from './read-information.js'

/** The words that were known then; any other was part of the text before it. */
const KNOWN_THEN =
  /\/(TRTP|TRCD|IBAN|BIC|NAME|REMI|RMTINF|EREF|CNTP|CSID|MARF|ORDP|BENM|STRD|RTRN|PREF|SVCL|ISDT|UDTR|UCRD|PURP|OCMT|CHGS|EXCH)\//g

type Written = { information: string; own: string; bank: string }

/**
 * What was read of a movement before code words were looked for under it, behind the bank's reference and in place of the owner's: lines
 * that were stored then are known by it. Null where it is what is read now.
 */
export function earlierReading(line: ReadLine, { information, own, bank }: Written): SaidOfLine | null {
  const slashes = bySubfield(information) ? null : bySlash(information, KNOWN_THEN)
  const details = slashes ? slashed(slashes) : readInformation(information, line.amountMinor > 0n)
  const { counterpartyName, counterpartyAccount, remittance } = details
  const earlier = {
    bankReference: reference(bank),
    counterpartyAccount,
    counterpartyName,
    remittance,
    reference: details.reference,
    endToEndId: details.endToEndId ?? reference(own),
  }
  const changed = (Object.keys(earlier) as (keyof SaidOfLine)[]).some((key) => earlier[key] !== line[key])
  return changed ? earlier : null
}

function slashed(fields: ReadonlyMap<string, string>): Omit<SaidOfLine, 'bankReference'> {
  const party = (fields.get('CNTP') ?? '').split('/')
  const [kind, ...rest] = (fields.get('REMI') ?? fields.get('RMTINF') ?? '').split('/')
  const isStructured = kind === 'STRD'
  const free = kind === 'USTD' ? rest.filter(Boolean) : [kind, ...rest]
  return {
    counterpartyName: field(fields.get('NAME') ?? party[2] ?? fields.get('ORDP') ?? fields.get('BENM')),
    counterpartyAccount: accountKey(fields.get('IBAN') ?? party[0]),
    remittance: isStructured ? null : field(free.join('/')),
    reference: isStructured ? reference(rest.at(-1)) : null,
    endToEndId: reference(fields.get('EREF')),
  }
}
