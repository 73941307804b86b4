/** A camt.053 with these entries, of DE89 3704 0044 0532 0130 00. */
export const camt = ({
  opening,
  closing,
  entries,
  account = 'DE89370400440532013000',
  from = '2026-11-20',
  to = '2026-11-21',
}: Camt) =>
  `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
  <GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>S1</Id><FrToDt><FrDtTm>${from}T00:00:00</FrDtTm><ToDtTm>${to}T00:00:00</ToDtTm></FrToDt>
  <Acct><Id><IBAN>${account}</IBAN></Id><Ccy>EUR</Ccy><Nm>Main</Nm></Acct>
  ${balance('OPBD', opening, from)}${balance('CLBD', closing, to)}${entries}</Stmt></BkToCstmrStmt></Document>`

type Camt = { opening?: string; closing?: string; entries: string; account?: string; from?: string; to?: string }

const balance = (kind: string, amount: string | undefined, date: string) =>
  amount === undefined
    ? ''
    : `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${amount.startsWith('-') ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${date}</Dt></Dt></Bal>`

/** One booked entry of it. */
export const camtEntry = (entry: {
  amount: string
  date: string
  name?: string
  iban?: string
  text?: string
  ref?: string
  endToEnd?: string
}) => {
  const out = entry.amount.startsWith('-')
  const role = out ? 'Cdtr' : 'Dbtr'
  return `<Ntry><Amt Ccy="EUR">${entry.amount.replace('-', '')}</Amt><CdtDbtInd>${out ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
  <BookgDt><Dt>${entry.date}</Dt></BookgDt>${entry.ref ? `<AcctSvcrRef>${entry.ref}</AcctSvcrRef>` : ''}<NtryDtls><TxDtls>
  <Refs><EndToEndId>${entry.endToEnd ?? 'NOTPROVIDED'}</EndToEndId></Refs><RltdPties><${role}><Nm>${entry.name ?? 'Somebody'}</Nm></${role}>${
    entry.iban ? `<${role}Acct><Id><IBAN>${entry.iban}</IBAN></Id></${role}Acct>` : ''
  }</RltdPties><RmtInf><Ustrd>${entry.text ?? ''}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
}
