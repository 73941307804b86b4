import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { findLedgers } from '../../scripts/services/ledgers.js'
import type { NewEntry } from '../../src/domain/ledger/entry.js'
import { beancountJournal, ledgerJournal, type PlainAccount } from '../../tests/support/plain-journals.js'
import { timed } from '../harness.js'

const execute = promisify(execFile)

/** Who takes longer is stopped, and counts with that. */
const MOST_MS = 100_000

/** How long a program takes to say it from its text; ms. */
export type Rivals = { balance: Readonly<Record<string, number>>; result: Readonly<Record<string, number>> }

/** The same entries, read and added up by plain-text ledgers. bean-check only reads and checks. */
export async function rivalsOn(
  entries: readonly NewEntry[],
  accounts: readonly PlainAccount[],
  dir: string,
): Promise<Rivals> {
  const ledgers = await findLedgers(path.join(dir, 'ledgers'))
  const journal = path.join(dir, 'journal.ledger')
  const beans = path.join(dir, 'journal.beancount')
  await writeFile(journal, ledgerJournal(entries, accounts, 'EUR'))
  await writeFile(beans, beancountJournal(entries, accounts, 'EUR'))
  // Beancount keeps what it has read beside the file; a ledger that changes every minute can't.
  const env = { ...process.env, BEANCOUNT_DISABLE_LOAD_CACHE: '1' }
  const run = (file: string, ...args: string[]) =>
    timed(() => execute(file, args, { maxBuffer: 1 << 28, env, timeout: MOST_MS }).catch(failUnlessRead))
  const { hledger, ledger, beanCheck } = ledgers
  return {
    balance: {
      hledger: await run(hledger.path, '-f', journal, 'balance', '--flat'),
      ledger: await run(ledger.path, '-f', journal, 'balance', '--flat'),
      'bean-check': await run(beanCheck.path, beans),
    },
    result: {
      hledger: await run(hledger.path, '-f', journal, 'incomestatement', '--monthly'),
      ledger: await run(ledger.path, '-f', journal, 'balance', 'Income', 'Expenses'),
    },
  }
}

/** One that read all and ended with 1, because something in it didn't please it, has done its work; one that was stopped, too. */
function failUnlessRead(error: unknown): void {
  if (!(error instanceof Error && 'code' in error)) throw error
  const stopped = 'killed' in error && error.killed === true
  if (!stopped && typeof error.code !== 'number') throw error
}
