import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { refused } from '../../lib/errors.js'
import { spacedIban } from '../../lib/iban.js'
import { type BankAccount, sameNumber } from './bank-account.js'
import { findBankAccounts, getBankAccount, lockBankAccount } from './bank-account-store.js'
import { apartFrom } from './chain.js'
import { emit } from './events.js'
import { type Footing, footingOf } from './footing.js'
import { insertLines, listKnownLines } from './line-store.js'
import { newLines } from './new-lines.js'
import type { ReadStatement, StatementFile } from './statement.js'
import { findSameStatement, insertStatement, listTouching } from './statement-store.js'

export type StatementImport = {
  file: StatementFile
  fileName: string
  /** SHA-256 of its bytes, hex. */
  fileHash: string
  /** Whose it is, where the file does not say (CSV), or where that is to be overruled. */
  bankAccountId?: string
  onProgress?: (done: number, total: number) => void
}

export type ImportedStatement = Footing & {
  ref: string
  id: string
  bankAccount: BankAccount
  statement: ReadStatement
  /** Lines that no file had brought before. */
  added: number
  /** This very file was imported before, as this statement. */
  again: boolean
}

/**
 * Stores a file's statements and those of their lines that aren't stored yet, all or none. The same file twice changes nothing;
 * files that overlap bring what is new in them. A statement that does not foot is kept and flagged. Throws `refused` for an
 * account that isn't ours.
 */
export async function importStatements(tx: Tx, input: StatementImport): Promise<ImportedStatement[]> {
  const accounts = await findBankAccounts(tx)
  const given = input.bankAccountId === undefined ? null : await getBankAccount(tx, input.bankAccountId)
  const owned = input.file.statements.map((statement) => ({
    statement,
    account: given ?? accountOf(accounts, statement),
  }))
  const total = input.file.statements.reduce((sum, { lines }) => sum + lines.length, 0)
  let done = 0
  const imported: ImportedStatement[] = []
  for (const [index, { statement, account }] of owned.entries()) {
    checkCurrency(account, statement)
    imported.push(await importOne(tx, input, { statement, account, position: index + 1 }))
    done += statement.lines.length
    input.onProgress?.(done, total)
  }
  if (imported.some(({ added }) => added > 0))
    await emit(tx, { kind: 'bank.imported', data: { statementIds: imported.map(({ id }) => id) } })
  return imported
}

function accountOf(accounts: readonly BankAccount[], statement: ReadStatement): BankAccount {
  const { account: number } = statement
  if (number === null) {
    const [only, second] = accounts
    if (only && !second) return only
    throw refused('The file does not say whose account it is. Name it: bank import FILE account:NAME')
  }
  const found = accounts.filter((each) => each.number !== null && sameNumber(each.number, number))
  const [only] = found
  if (only && found.length === 1) return only
  throw refused(
    `The file is of account ${spacedIban(number)}, which is not among ours. Add it first: bank add "Name" number:${number} account:CODE – or name one: bank import FILE account:NAME`,
    { number },
  )
}

function checkCurrency(account: BankAccount, { currency }: ReadStatement): void {
  if (currency !== null && currency !== account.currency)
    throw refused(`The file is in ${currency}, and ${account.name} is kept in ${account.currency}.`)
}

type One = { statement: ReadStatement; account: BankAccount; position: number }

async function importOne(
  tx: Tx,
  { file: { format }, fileName, fileHash }: StatementImport,
  { statement, account, position }: One,
): Promise<ImportedStatement> {
  await lockBankAccount(tx, account.id)
  const footing = footingOf({ ...statement, currency: account.currency })
  const same = await findSameStatement(tx, { bankAccountId: account.id, fileHash, position })
  if (same) return { ...footing, ...same, bankAccount: account, statement, added: 0, again: true }
  const { from, to } = daysOf(statement)
  const known = await listKnownLines(tx, account.id, from, to)
  const sumOn = (lines: readonly { bookingDate: string; amountMinor: bigint }[], day: string) =>
    lines.reduce((sum, line) => (line.bookingDate === day ? sum + line.amountMinor : sum), 0n)
  const apart = apartFrom(
    { ...statement, from, to },
    await listTouching(tx, account.id, from, to),
    (id, day) =>
      sumOn(
        known.filter((line) => line.statementId === id),
        day,
      ),
    (day) => sumOn(statement.lines, day),
  )
  const found = newLines(statement.lines, known, { format, apart })
  const id = tx.newId()
  const ref = await nextRef(tx, 'bank_statement', 'STMT')
  const { openingMinor, closingMinor, number, lines } = statement
  const kept = {
    id,
    ref,
    from,
    to,
    openingMinor,
    closingMinor,
    number,
    format,
    fileName,
    fileHash,
    position,
    ...footing,
  }
  await insertStatement(tx, { ...kept, lineCount: lines.length, newLines: found.length, bankAccountId: account.id })
  await insertLines(tx, found, { bankAccountId: account.id, statementId: id, currency: account.currency })
  return { ...footing, id, ref, bankAccount: account, statement, added: found.length, again: false }
}

/** The days it tells of, those of its lines included: a few banks date a line outside of what they say. */
function daysOf({ from, to, lines }: ReadStatement): { from: string; to: string } {
  const days = [from, to, ...lines.map(({ bookingDate }) => bookingDate)].filter((day) => day !== null).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined)
    throw refused('The file has a statement without a single date. Ask the bank for another export.')
  return { from: first, to: last }
}
