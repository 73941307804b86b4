import type { Tx } from '../../db/in-workspace.js'
import { conflict, refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { recordPayment } from '../billing/record-payment.js'
import { reversePayment } from '../billing/reverse-payment.js'
import { getAccountFor } from '../ledger/account-store.js'
import { getBankAccount } from './bank-account-store.js'
import { emit } from './events.js'
import { type BankLine, getLineForChange, saveLineState } from './line-store.js'
import { insertMatch, isTold, type NewMatch } from './match-store.js'
import { postLine } from './post-line.js'
import type { Proposal, Settling } from './proposal.js'
import { paidIn } from './propose-settling.js'

type Matched = Pick<NewMatch, 'amountMinor' | 'made' | 'paymentId' | 'entryId'>

/**
 * Makes of a line what was proposed: payment and allocations, entry and match, in this one transaction. Throws `refused` when
 * the line was dealt with meanwhile or its documents aren't open any more.
 */
export async function applyMatch(tx: Tx, lineId: string, proposal: Proposal): Promise<BankLine> {
  const line = await getLineForChange(tx, lineId)
  if (line.state !== 'open')
    throw refused(`${line.ref} is ${line.state === 'matched' ? 'matched' : 'set aside'} already. Take that back first.`)
  const matched = await make(tx, line, proposal)
  const groupId = tx.newId()
  const ruleId = proposal.does.kind === 'post' ? proposal.does.ruleId : null
  for (const each of matched)
    await insertMatch(tx, { ...each, lineId, groupId, rule: proposal.by, reason: proposal.reason, ruleId })
  await saveLineState(tx, { id: lineId, state: 'matched' })
  await emit(tx, { kind: 'bank.matched', data: { lineIds: [lineId] } })
  return { ...line, state: 'matched', version: line.version + 1 }
}

async function make(tx: Tx, line: BankLine, { does }: Proposal): Promise<Matched[]> {
  const whole = { amountMinor: line.amountMinor, made: true }
  switch (does.kind) {
    case 'settle':
      return [{ ...whole, paymentId: await settleLine(tx, line, does) }]
    case 'recorded': {
      const { entryId, paymentId } = does.entry
      if (await isTold(tx, does.entry)) throw conflict(`${does.entry.name} was matched to another line meanwhile.`)
      return [{ amountMinor: line.amountMinor, made: false, ...(paymentId === null ? { entryId } : { paymentId }) }]
    }
    case 'return': {
      const { payment } = await reversePayment(tx, {
        paymentId: does.paymentId,
        date: line.bookingDate,
        reason: `returned by the bank, ${line.ref}`,
      })
      const { reversalEntryId } = await tx.prisma.payment.findFirstOrThrow({
        where: { workspaceId: tx.scope.workspaceId, id: payment.id },
        select: { reversalEntryId: true },
      })
      return [{ ...whole, made: false, entryId: reversalEntryId ?? '' }]
    }
    case 'transfer': {
      const { id } = await getAccountFor(tx, 'money-in-transit')
      return [
        {
          ...whole,
          entryId: await postLine(tx, line, { accountId: id, taxCodeId: null, memo: `Transfer, ${does.name}` }),
        },
      ]
    }
    case 'post':
      return [{ ...whole, entryId: await postLine(tx, line, does) }]
  }
}

/** The payment, in the documents' currency, dated as the bank booked it, on the account of the books that stands for the bank's. */
async function settleLine(tx: Tx, line: BankLine, does: Settling): Promise<string> {
  const { accountId } = await getBankAccount(tx, line.bankAccountId)
  const last = does.items.at(-1)
  const currency = last?.currency ?? line.currency
  const paid = paidIn(line, currency)
  if (paid === null) throw refused(`${line.ref} does not say what was sent in ${currency}.`)
  const moved = line.amountMinor < 0n ? -line.amountMinor : line.amountMinor
  const { payments } = await recordPayment(tx, {
    direction: line.amountMinor > 0n ? 'in' : 'out',
    party: does.party,
    date: line.bookingDate,
    amount: money(paid, currency),
    ...(currency === line.currency ? {} : { moved: money(moved, line.currency) }),
    accountId,
    method: 'bank',
    reference: line.endToEndId ?? line.bankReference ?? line.ref,
    settle: does.items.map(({ kind, id }) => ({ kind, id })),
    differences:
      does.difference && last
        ? [{ method: does.difference.method, of: { kind: last.kind, id: last.id }, amountMinor: does.difference.minor }]
        : [],
  })
  const [payment] = payments
  if (!payment) throw new Error(`recording ${line.ref} made no payment`)
  return payment.id
}
