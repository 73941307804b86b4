import type { StatementFile } from '../../../domain/banking/statement.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { findAll } from '../../xml/find.js'
import { readXml, type XmlElement } from '../../xml/read-xml.js'
import { readStatement } from './read-statement.js'

/**
 * ISO 20022 bank to customer statements, camt.053.001.02 to .08 and what follows them: elements are found by their names, which
 * have stayed. Intraday reports (camt.052) and notifications (camt.054) are known and refused: what they tell comes again in the
 * statement, final and with balances.
 */
export function readCamt(text: string): Result<StatementFile> {
  const document = readXml(text)
  if (!document.ok) return document
  const [message] = document.value.children
  if (document.value.name !== 'Document' || !message)
    return no(`It is XML, but no bank statement: its first element is ${document.value.name}`)
  const kind = kindOf(document.value, message)
  if (kind === 'camt.052')
    return no('It is an intraday report (camt.052), which is not final. Import the statement (camt.053) of that day')
  if (kind === 'camt.054')
    return no('It is a notification (camt.054) without balances. Import the statement (camt.053) of that day')
  if (kind !== 'camt.053') return no(`It is an ISO 20022 message, but no statement: ${message.name}`)
  const found = findAll(message, 'Stmt')
  if (found.length === 0) return no('It is a camt.053 without a statement (Stmt)')
  const read = found.map((statement, index) => ({ where: `statement ${index + 1}`, result: readStatement(statement) }))
  return ok({
    format: 'camt.053',
    statements: read.flatMap(({ result }) => (result.ok ? [result.value] : [])),
    refused: read.flatMap(({ where, result }) => (result.ok ? [] : [{ where, reason: result.problem }])),
  })
}

/** By the namespace (`urn:iso:std:iso:20022:tech:xsd:camt.053.001.02`), else by the message's element: some banks leave it out. */
function kindOf(document: XmlElement, message: XmlElement): string | null {
  const named = /\b(camt\.05[234])\.001\.\d\d$/.exec(document.namespace)?.[1]
  if (named) return named
  const element: Record<string, string> = {
    BkToCstmrStmt: 'camt.053',
    BkToCstmrAcctRpt: 'camt.052',
    BkToCstmrDbtCdtNtfctn: 'camt.054',
  }
  return element[message.name] ?? null
}
