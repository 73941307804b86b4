import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine } from '../../../domain/banking/statement.js'
import { field, reference } from '../statement-text.js'
import { byKeyword, bySlash, bySubfield } from './dialects.js'

type Details = Pick<
  ReadLine,
  'counterpartyName' | 'counterpartyAccount' | 'remittance' | 'reference' | 'endToEndId' | 'typeCode'
>

/**
 * A `:86:` in whichever dialect the bank writes: German subfields (`166?00…?20…?32…`), slashes (`/EREF/…/NAME/…/REMI/…`), or
 * plain text.
 */
export function readInformation(text: string): Details {
  const subfields = bySubfield(text)
  if (subfields) return german(subfields)
  const slashes = bySlash(text)
  return slashes ? slashed(slashes) : { ...NOTHING, remittance: field(text) }
}

const NOTHING: Details = {
  counterpartyName: null,
  counterpartyAccount: null,
  remittance: null,
  reference: null,
  endToEndId: null,
  typeCode: null,
}

/** ?20–?29 and ?60–?63 are the payer's text, in which SEPA puts keywords; ?31 the account, ?32 and ?33 the name. */
function german({ code, fields }: { code: string; fields: ReadonlyMap<string, string> }): Details {
  const text = [...fields].filter(([key]) => /^(2\d|6[0-3])$/.test(key)).map(([, value]) => value)
  const keywords = byKeyword(text.join(''))
  const name = `${fields.get('32') ?? ''}${fields.get('33') ?? ''}`
  return {
    counterpartyName: field(keywords.get('ABWA') ?? name),
    counterpartyAccount: accountKey(keywords.get('IBAN') ?? fields.get('31')),
    // Without keywords a piece is a line of its own; with them the pieces are one text cut every 27 characters.
    remittance: field(keywords.size > 0 ? keywords.get('SVWZ') : text.join(' ')),
    reference: null,
    endToEndId: reference(keywords.get('EREF')),
    typeCode: field(code),
  }
}

/** `REMI/USTD//text` is free text, `REMI/STRD/CUR/9900…` a structured reference, anything else free text as it stands. */
function slashed(fields: ReadonlyMap<string, string>): Details {
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
    typeCode: field(fields.get('TRTP') ?? fields.get('TRCD')),
  }
}
