import type { Tx } from '../../src/db/in-workspace.js'
import { applyMatch } from '../../src/domain/banking/apply-match.js'
import { importStatements } from '../../src/domain/banking/import-statements.js'
import { listLines } from '../../src/domain/banking/line-list-store.js'
import { loadMatchBook } from '../../src/domain/banking/match-book-store.js'
import { openBankAccount } from '../../src/domain/banking/open-bank-account.js'
import { proposeMatch } from '../../src/domain/banking/propose-match.js'
import { unmatchLine } from '../../src/domain/banking/unmatch-line.js'
import { getInvoice } from '../../src/domain/billing/invoice-store.js'
import { getBill } from '../../src/domain/payables/bill-store.js'
import { fileOf, readLine, statementOf } from './bank.js'
import type { TestBooks } from './books.js'

const BOOKED = '2026-07-20'

/**
 * A bank account whose lines may each be several things: the rest of the invoice, a payment that the books have, its return, and what
 * the bill comes to.
 */
export async function openBank(tx: Tx, of: { customer: string; invoice: string; bill: string }): Promise<void> {
  const { id } = await openBankAccount(tx, { name: 'Main', number: null, currency: 'EUR', accountCode: '1800' })
  const { number, openMinor } = await getInvoice(tx, of.invoice)
  const { totalMinor } = await getBill(tx, of.bill)
  const line = (amountMinor: bigint, remittance: string | null) =>
    readLine({ bookingDate: BOOKED, amountMinor, remittance, counterpartyName: of.customer })
  const lines = [
    line(openMinor, number),
    line(30_000_00n, null),
    line(30_000_00n, number),
    line(-30_000_00n, `Return ${number}`),
    line(-totalMinor, null),
  ]
  await importStatements(tx, fileOf(statementOf(lines), 'july.xml', id))
}

/** Takes a line for one of the things that it may be by what is known now. Null where it is matched, or may be nothing. */
export async function matchLine({ read, change }: TestBooks, pick: number): Promise<unknown> {
  const { line, book } = await read(async (at) => ({
    line: await lineAt(at, pick),
    book: await loadMatchBook(at),
  }))
  if (line?.state !== 'open') return null
  const may = proposeMatch(line, book)
  const proposal = may[pick % Math.max(may.length, 1)]
  return proposal ? change((tx) => applyMatch(tx, line.id, proposal)) : null
}

/** Opens a line again on that day. */
export async function openLine({ read, change }: TestBooks, pick: number, today: string): Promise<unknown> {
  const line = await read((at) => lineAt(at, pick))
  return line ? change((tx) => unmatchLine(tx, line.id, { today })) : null
}

async function lineAt(read: Parameters<typeof listLines>[0], pick: number) {
  const lines = await listLines(read, {}, 100, 'oldest')
  return lines[pick % lines.length]
}
