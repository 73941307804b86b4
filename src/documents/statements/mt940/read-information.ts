import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine } from '../../../domain/banking/statement.js'
import { checkIban } from '../../../lib/iban.js'
import { type Money, money } from '../../../lib/money.js'
import { field, reference } from '../statement-text.js'
import { byKeyword, bySlash, bySubfield } from './dialects.js'
import { swiftMinor } from './read-balance.js'

type Details = Pick<
  ReadLine,
  | 'counterpartyName'
  | 'counterpartyAccount'
  | 'remittance'
  | 'reference'
  | 'endToEndId'
  | 'typeCode'
  | 'original'
  | 'rate'
>

/**
 * A `:86:` in whichever dialect the bank writes: German subfields (`166?00…?20…?32…`), slashes (`/EREF/…/NAME/…/REMI/…`), or
 * plain text. Of money that came in the other party is who ordered it, else who gets it.
 */
export function readInformation(text: string, isIn: boolean): Details {
  const subfields = bySubfield(text)
  if (subfields) return german(subfields)
  const slashes = bySlash(text)
  return slashes ? slashed(slashes, isIn) : { ...NOTHING, remittance: field(text) }
}

/**
 * What stands under a `:61:` where banks put more than the standard has a place for: code words as in `:86:`, or the other account
 * alone. Null where it is neither.
 */
export function readSupplement(text: string, isIn: boolean): Details | null {
  const slashes = bySlash(text)
  if (slashes) return slashed(slashes, isIn)
  const account = checkIban(text.trim())
  return account.ok ? { ...NOTHING, counterpartyAccount: account.value } : null
}

const NOTHING: Details = {
  counterpartyName: null,
  counterpartyAccount: null,
  remittance: null,
  reference: null,
  endToEndId: null,
  typeCode: null,
  original: null,
  rate: null,
}

/** Business codes of German banks under which a direct debit or a transfer comes back. */
const RETURNED = new Set(['108', '109', '159'])

/** ?20–?29 and ?60–?63 are the payer's text, in which SEPA puts keywords; ?31 the account, ?32 and ?33 the name. */
function german({ code, fields }: { code: string; fields: ReadonlyMap<string, string> }): Details {
  const text = [...fields].filter(([key]) => /^(2\d|6[0-3])$/.test(key)).map(([, value]) => value)
  const keywords = byKeyword(text.join(''))
  const name = `${fields.get('32') ?? ''}${fields.get('33') ?? ''}`
  return {
    ...NOTHING,
    counterpartyName: field(keywords.get('ABWA') ?? name),
    counterpartyAccount: accountKey(keywords.get('IBAN') ?? fields.get('31')),
    // Without keywords a piece is a line of its own; with them the pieces are one text cut every 27 characters.
    remittance: field(keywords.size > 0 ? keywords.get('SVWZ') : text.join(' ')),
    endToEndId: reference(keywords.get('EREF')),
    typeCode: RETURNED.has(code) ? `RETURN/${code}` : field(code),
  }
}

/** `REMI/USTD//text` is free text, `REMI/STRD/CUR/9900…` a structured reference, anything else free text as it stands. */
function slashed(fields: ReadonlyMap<string, string>, isIn: boolean): Details {
  const party = (fields.get('CNTP') ?? '').split('/')
  const [kind, ...rest] = (fields.get('REMI') ?? fields.get('RMTINF') ?? '').split('/')
  const isStructured = kind === 'STRD'
  const free = kind === 'USTD' ? rest.filter(Boolean) : [kind, ...rest]
  return {
    counterpartyName: field(fields.get('NAME') || party[2] || otherParty(fields, isIn)),
    counterpartyAccount: accountKey(fields.get('IBAN') ?? party[0]),
    remittance: isStructured ? null : field(free.join('/')),
    reference: reference((isStructured ? rest.at(-1) : null) || fields.get('PREF')),
    endToEndId: reference(fields.get('EREF')),
    typeCode: typeOf(fields),
    original: originalOf(fields.get('OCMT')),
    rate: field(fields.get('EXCH'))?.replace(',', '.') ?? null,
  }
}

const otherParty = (fields: ReadonlyMap<string, string>, isIn: boolean): string | undefined => {
  const [ordered, gets] = [fields.get('ORDP'), fields.get('BENM')]
  return isIn ? ordered || gets : gets || ordered
}

/** The reason of a return goes before the kind of booking: by that a return is known. */
function typeOf(fields: ReadonlyMap<string, string>): string | null {
  const returned = fields.get('RTRN')
  return returned === undefined ? field(fields.get('TRTP') ?? fields.get('TRCD')) : `RETURN/${returned}`
}

/** `USD1080,00`: what was sent, before the bank changed it. */
function originalOf(text: string | undefined): Money | null {
  const [, currency = '', amount = ''] = /^([A-Z]{3})([\d.,]+)/.exec(text ?? '') ?? []
  const minor = swiftMinor(amount, currency)
  return currency !== '' && minor.ok ? money(minor.value, currency) : null
}
