import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { checkIban } from '../../lib/iban.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import { voidApprovals } from '../people/void-approvals.js'
import runApproval from './approvals/payment-run.js'
import type { BankAccount } from './bank-account.js'
import { findBankAccounts, getBankAccount } from './bank-account-store.js'
import { type PaidBy, type Proposal, propose, type RunItem } from './payment-run.js'
import {
  getRun,
  insertRun,
  listPayables,
  lockRuns,
  type RunRecord,
  type RunWithItems,
  saveRunState,
  takeOut,
} from './payment-run-store.js'

export type NewRun = {
  payOn: IsoDate
  /** What is due by then is paid. */
  until: IsoDate
  /** From which account; may be left out where there is only one in use with a number. */
  bankAccountId?: string | undefined
  companyId?: string | undefined
  record: RunRecord
}

export type PlannedRun = Proposal & { account: BankAccount; totalMinor: bigint }

/** What a run would pay, and what is due but can't be paid and why. Throws `invalid`, `refused`. */
export async function planRun(tx: Tx, input: NewRun): Promise<PlannedRun> {
  const account = await payingAccount(tx, input.bankAccountId)
  const { currency } = account
  const payables = await listPayables(sqlInTx(tx), { currency, companyId: input.companyId ?? null })
  const proposal = propose(payables, { payOn: input.payOn, until: input.until, by: formOf(account) })
  return { ...proposal, account, totalMinor: proposal.items.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) }
}

/** Makes the run and asks a second person; the file is there once it is approved. Daybook itself moves no money. Throws `refused`. */
export async function makeRun(tx: Tx, input: NewRun): Promise<PlannedRun & { run: RunWithItems; approval: Approval }> {
  await lockRuns(tx)
  const planned = await planRun(tx, input)
  if (planned.items.length === 0) throw refused('Nothing that is due can be paid by a run now.')
  const run = {
    id: tx.newId(),
    ref: await nextRef(tx, 'payment-run', 'RUN'),
    payOn: input.payOn,
    currency: planned.account.currency,
    totalMinor: planned.totalMinor,
    record: input.record,
    state: 'proposed' as const,
    bankAccountId: planned.account.id,
    items: planned.items,
  }
  await insertRun(tx, run)
  const approval = await askApproval(tx, runApproval, { subject: run.id })
  return { ...planned, run: await getRun(tx, run.id), approval }
}

export type CancelledRun = { run: RunWithItems; dropped: readonly RunItem[]; kept: readonly RunItem[] }

/**
 * What a run doesn't pay any more can be paid by another, which a second person approves again. Of an approved one it takes the word that
 * the bank doesn't carry it out, else it would be paid twice; what the books have as paid stays. Throws `refused`.
 */
export async function cancelRun(tx: Tx, id: string, { unpaid }: { unpaid: boolean }): Promise<CancelledRun> {
  await lockRuns(tx)
  const run = await getRun(tx, id)
  if (run.state === 'proposed') {
    await voidApprovals(tx, runApproval, id, 'the run was cancelled')
    await saveRunState(tx, id, 'void')
    return { run, dropped: run.items, kept: [] }
  }
  const dropped = run.items.filter(({ paid }) => !paid)
  refuseToCancel(run, dropped, unpaid)
  const kept = run.items.filter(({ paid }) => paid)
  if (kept.length === 0) await saveRunState(tx, id, 'void')
  else
    await takeOut(
      tx,
      id,
      dropped.map(({ billId }) => billId),
    )
  return { run, dropped, kept }
}

function refuseToCancel({ ref, state }: RunWithItems, dropped: readonly RunItem[], unpaid: boolean): void {
  if (state !== 'approved') throw refused(`${ref} is ${state === 'void' ? 'cancelled' : state} already.`)
  if (dropped.length === 0)
    throw refused(`${ref} is paid. What the bank sent back is taken back by its payment: payment reverse PAY-…`)
  if (!unpaid)
    throw refused(
      `${ref} is approved, and its file may be with the bank. See there first that it is not carried out, else it is paid twice; then say: payment cancel ${ref} unpaid:yes`,
    )
}

/** How the account's bank takes payments. */
const formOf = ({ number }: BankAccount): PaidBy => (checkIban(number ?? '').ok ? 'iban' : 'routing')

/** Where none is named: the only one with an IBAN, else the only one with a number of another form. */
async function payingAccount(tx: Tx, id: string | undefined): Promise<BankAccount> {
  if (id) return withNumber(await getBankAccount(tx, id))
  const numbered = (await findBankAccounts(tx)).filter(({ number }) => number !== null)
  const withIban = numbered.filter((account) => formOf(account) === 'iban')
  const usable = withIban.length > 0 ? withIban : numbered
  const [only] = usable
  if (!only)
    throw invalid(
      'There is no bank account with a number to pay from. Add it: `bank add "Main account" number:IBAN account:CODE`',
    )
  if (usable.length > 1)
    throw invalid(`Say from which account: ${usable.map(({ name }) => `account:"${name}"`).join(' or ')}.`)
  return only
}

function withNumber(account: BankAccount): BankAccount {
  if (account.number === null) throw invalid(`${account.name} has no number, so no bank takes a payment file for it.`)
  return account
}
