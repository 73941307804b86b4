import type { IsoDate } from '../../lib/dates.js'
import { creditorReference } from '../../lib/iban.js'
import { money, toDecimal } from '../../lib/money.js'
import { node, writeXml, type XmlNode } from '../xml/write-xml.js'
import { sepaText } from './sepa-text.js'

/** Versions of ISO 20022's customer credit transfer initiation that banks take today; .09 is the one of SEPA since 2023. */
export type PainVersion = '03' | '09'

/** What a bank is told to pay. All in one currency, on one day, from one account. */
export type PaymentFile = {
  /** Unique for the sender, so that a bank refuses the same file a second time. */
  messageId: string
  createdAt: Date
  payOn: IsoDate
  debtor: { name: string; iban: string }
  currency: string
  transfers: readonly Transfer[]
}

export type Transfer = {
  /** Comes back on the statement. */
  endToEndId: string
  amountMinor: bigint
  creditor: { name: string; iban: string; bic: string | null }
  /** An ISO 11649 reference goes structured, everything else as text. */
  remittance: string
}

/** The file, as pain.001.001.03 or .09. In euros it is a SEPA credit transfer; the BIC may be left out. */
export function pain001(file: PaymentFile, version: PainVersion = '09'): string {
  const count = String(file.transfers.length)
  const sum = file.transfers.reduce((total, { amountMinor }) => total + amountMinor, 0n)
  const controlSum = toDecimal(money(sum, file.currency))
  const name = sepaText(file.debtor.name, 70)
  const sepa = file.currency === 'EUR'
  const head = node('GrpHdr', [
    node('MsgId', sepaText(file.messageId, 35)),
    node('CreDtTm', file.createdAt.toISOString().slice(0, 19)),
    node('NbOfTxs', count),
    node('CtrlSum', controlSum),
    node('InitgPty', [node('Nm', name)]),
  ])
  const batch = node('PmtInf', [
    node('PmtInfId', sepaText(file.messageId, 35)),
    node('PmtMtd', 'TRF'),
    node('NbOfTxs', count),
    node('CtrlSum', controlSum),
    sepa ? node('PmtTpInf', [node('SvcLvl', [node('Cd', 'SEPA')])]) : null,
    version === '03' ? node('ReqdExctnDt', file.payOn) : node('ReqdExctnDt', [node('Dt', file.payOn)]),
    node('Dbtr', [node('Nm', name)]),
    node('DbtrAcct', [iban(file.debtor.iban)]),
    node('DbtrAgt', [node('FinInstnId', [node('Othr', [node('Id', 'NOTPROVIDED')])])]),
    sepa ? node('ChrgBr', 'SLEV') : null,
    ...file.transfers.map((transfer) => transferNode(transfer, file.currency, version)),
  ])
  const xmlns = `urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}`
  return writeXml(node('Document', [node('CstmrCdtTrfInitn', [head, batch])], { xmlns }))
}

const iban = (number: string): XmlNode => node('Id', [node('IBAN', number)])

function transferNode(
  { endToEndId, amountMinor, creditor, remittance }: Transfer,
  currency: string,
  version: PainVersion,
): XmlNode {
  const bicName = version === '03' ? 'BIC' : 'BICFI'
  return node('CdtTrfTxInf', [
    node('PmtId', [node('EndToEndId', sepaText(endToEndId, 35))]),
    node('Amt', [node('InstdAmt', toDecimal(money(amountMinor, currency)), { Ccy: currency })]),
    creditor.bic ? node('CdtrAgt', [node('FinInstnId', [node(bicName, creditor.bic)])]) : null,
    node('Cdtr', [node('Nm', sepaText(creditor.name, 70))]),
    node('CdtrAcct', [iban(creditor.iban)]),
    node('RmtInf', [remittanceNode(remittance)]),
  ])
}

function remittanceNode(remittance: string): XmlNode {
  const reference = creditorReference(remittance)
  if (reference === null) return node('Ustrd', sepaText(remittance, 140))
  const type = node('Tp', [node('CdOrPrtry', [node('Cd', 'SCOR')]), node('Issr', 'ISO')])
  return node('Strd', [node('CdtrRefInf', [type, node('Ref', reference)])])
}
