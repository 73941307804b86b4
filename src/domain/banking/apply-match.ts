import type { Tx } from '../../db/in-workspace.js'
import { conflict, refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import type { Payment } from '../billing/payment.js'
import { recordPayment } from '../billing/record-payment.js'
import { reversePayment } from '../billing/reverse-payment.js'
import { getBankAccount } from './bank-account-store.js'
import { emit } from './events.js'
import { type BankLine, getLineForChange, lockLines, saveLineState } from './line-store.js'
import type { RunPart, UntoldEntry } from './match-book.js'
import { insertMatch, type NewMatch, whyNotToTell } from './match-store.js'
import { payOut } from './pay-out.js'
import { postLine } from './post-line.js'
import { postTransfer } from './post-transfer.js'
import type { Proposal, Settling } from './proposal.js'
import { paidIn } from './propose-settling.js'

type Matched = Pick<NewMatch, 'amountMinor' | 'made' | 'paymentId' | 'entryId'> & { groupId?: string }

/**
 * Makes of a line what was proposed: payment and allocations, entry and match, in this one transaction. Throws `refused` when
 * the line was dealt with meanwhile or its documents aren't open any more.
 */
export async function applyMatch(tx: Tx, lineId: string, proposal: Proposal): Promise<BankLine> {
  const pair = proposal.does.kind === 'transfer' ? proposal.does.pair : undefined
  if (pair) await lockLines(tx, [lineId, pair.lineId])
  const line = await getLineForChange(tx, lineId)
  if (line.state !== 'open')
    throw refused(`${line.ref} is ${line.state === 'matched' ? 'matched' : 'set aside'} already. Take that back first.`)
  const matched = await make(tx, line, proposal)
  const groupId = tx.newId()
  const ruleId = proposal.does.kind === 'post' ? proposal.does.ruleId : null
  for (const each of matched)
    await insertMatch(tx, { groupId, ...each, lineId, rule: proposal.by, reason: proposal.reason, ruleId })
  await saveLineState(tx, { id: lineId, state: 'matched' })
  await emit(tx, { kind: 'bank.matched', data: { lineIds: [lineId] } })
  return { ...line, state: 'matched', version: line.version + 1 }
}

async function make(tx: Tx, line: BankLine, { does }: Proposal): Promise<Matched[]> {
  const whole = { amountMinor: line.amountMinor, made: true }
  switch (does.kind) {
    case 'settle':
      return [{ ...whole, paymentId: await settleLine(tx, line, does) }]
    case 'payout':
      return payOut(tx, line, does)
    case 'recorded':
      return [await told(tx, does.entry)]
    case 'run': {
      const parts: Matched[] = []
      for (const part of does.parts) parts.push(await (part.entry ? told(tx, part.entry) : payPart(tx, line, part)))
      return parts
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
    case 'transfer':
      return [{ ...whole, ...(await postTransfer(tx, line, does)) }]
    case 'post':
      return [{ ...whole, entryId: await postLine(tx, line, does) }]
  }
}

/** What is in the books stays as it is; a line tells of it once. */
async function told(tx: Tx, entry: UntoldEntry): Promise<Matched> {
  const { entryId, paymentId, amountMinor, name } = entry
  const why = await whyNotToTell(tx, entry)
  if (why) throw conflict(`${name} was ${why === 'told' ? 'matched to another line' : 'reversed'} meanwhile.`)
  return { amountMinor, made: false, ...(paymentId === null ? { entryId } : { paymentId }) }
}

/** One payment of a run that the bank booked as a whole. */
async function payPart(tx: Tx, line: BankLine, part: RunPart): Promise<Matched> {
  const { accountId } = await getBankAccount(tx, line.bankAccountId)
  const of = { kind: 'bill', id: part.billId } as const
  const { openMinor: amountMinor, discountMinor } = part
  const { payments } = await recordPayment(tx, {
    direction: 'out',
    party: part.party,
    date: line.bookingDate,
    amount: money(amountMinor, line.currency),
    accountId,
    method: 'bank',
    reference: part.endToEndId,
    settle: [{ ...of, amountMinor }],
    differences: discountMinor > 0n ? [{ method: 'discount', of, amountMinor: discountMinor, relief: true }] : [],
  })
  return { amountMinor: -amountMinor, made: true, paymentId: firstOf(payments, line).id }
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
    settle: wantedOf(does),
    differences: does.differences.map(({ method, of, minor }) => ({
      method,
      of,
      amountMinor: minor,
      // A discount takes its share of the tax with it, as one that is recorded by hand does.
      relief: method === 'discount',
    })),
  })
  return firstOf(payments, line).id
}

/** As much as is left of the money and open of each; where something else settles a part of them, just the rest. */
function wantedOf({ items, differences, takes }: Settling) {
  if (takes)
    return items
      .map(({ kind, id }, n) => ({ kind, id, amountMinor: takes[n] ?? 0n }))
      .filter(({ amountMinor }) => amountMinor > 0n)
  if (differences.length === 0) return items.map(({ kind, id }) => ({ kind, id }))
  const lacks = (id: string) => differences.reduce((sum, { of, minor }) => (of.id === id ? sum + minor : sum), 0n)
  return items
    .map(({ kind, id, openMinor }) => ({ kind, id, amountMinor: openMinor - lacks(id) }))
    .filter(({ amountMinor }) => amountMinor > 0n)
}

function firstOf(payments: readonly Payment[], line: BankLine): Payment {
  const [payment] = payments
  if (!payment) throw new Error(`recording ${line.ref} made no payment`)
  return payment
}
