import { accountKey } from '../../../domain/banking/account-key.js'
import type { ReadLine } from '../../../domain/banking/statement.js'
import { type Money, money } from '../../../lib/money.js'
import { find, findAll, textAt } from '../../xml/find.js'
import type { XmlElement } from '../../xml/read-xml.js'
import { exactMinor } from '../exact-amount.js'
import { field, reference } from '../statement-text.js'

type Details = Omit<ReadLine, 'bookingDate' | 'valueDate' | 'amountMinor'>

/** Who paid whom for what, of one `TxDtls`; nothing where there is none. Parties stand under `Pty` from v7 on. */
export function readDetails(details: XmlElement | undefined, entrySide: 'CRDT' | 'DBIT'): Details {
  const parties = find(details, 'RltdPties')
  const other = otherParty(parties, textAt(details, 'CdtDbtInd') ?? entrySide)
  const remittance = find(details, 'RmtInf')
  const structured = findAll(remittance, 'Strd')
  return {
    original: originalOf(details),
    rate: field(textAt(details, 'AmtDtls/InstdAmt/CcyXchg/XchgRate', 'AmtDtls/TxAmt/CcyXchg/XchgRate')),
    counterpartyName: field(other.name),
    counterpartyAccount: accountKey(other.account),
    remittance: field(remittanceText(remittance, structured, details)),
    reference: reference(structured.map((each) => textAt(each, 'CdtrRefInf/Ref')).find(Boolean)),
    endToEndId: reference(textAt(details, 'Refs/EndToEndId')),
    bankReference: reference(textAt(details, 'Refs/AcctSvcrRef', 'Refs/TxId', 'Refs/UETR')),
    typeCode: returnCode(details),
  }
}

const remittanceText = (
  remittance: XmlElement | undefined,
  structured: readonly XmlElement[],
  details: XmlElement | undefined,
): string => {
  const free = findAll(remittance, 'Ustrd').map(({ text }) => text)
  const documents = structured.flatMap((each) => [
    ...findAll(each, 'RfrdDocInf').map((document) => textAt(document, 'Nb') ?? ''),
    textAt(each, 'AddtlRmtInf') ?? '',
  ])
  const said = [...free, ...documents].filter(Boolean)
  return said.length > 0 ? said.join(' ') : (textAt(details, 'AddtlTxInf') ?? '')
}

/** Of money that came in the debtor, of money that went out the creditor; else whoever is named at all. */
function otherParty(parties: XmlElement | undefined, side: string) {
  const of = (role: 'Dbtr' | 'Cdtr') => ({
    name: textAt(parties, `Ultmt${role}/Nm`, `Ultmt${role}/Pty/Nm`, `${role}/Nm`, `${role}/Pty/Nm`),
    account: textAt(parties, `${role}Acct/Id/IBAN`, `${role}Acct/Id/Othr/Id`, `${role}Acct/Id/PrtryAcct/Id`),
  })
  const order = side === 'DBIT' ? (['Cdtr', 'Dbtr'] as const) : (['Dbtr', 'Cdtr'] as const)
  const [first, second] = [of(order[0]), of(order[1])]
  return first.name !== null || first.account !== null ? first : second
}

function originalOf(details: XmlElement | undefined): Money | null {
  const amount = find(details, 'AmtDtls/InstdAmt/Amt')
  const currency = amount?.attributes['Ccy']
  if (!amount || !currency) return null
  const minor = exactMinor(amount.text, currency)
  return minor.ok ? money(minor.value, currency) : null
}

/** A returned payment names why (`RETURN/AC04`): that it is a return says more than the kind of movement. */
const returnCode = (details: XmlElement | undefined): string | null => {
  const info = find(details, 'RtrInf')
  return info ? `RETURN/${textAt(info, 'Rsn/Cd', 'Rsn/Prtry') ?? ''}` : null
}
