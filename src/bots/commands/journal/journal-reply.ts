import type { Account } from '../../../domain/ledger/account.js'
import type { NewEntry } from '../../../domain/ledger/entry.js'
import type { Approval } from '../../../domain/people/approval.js'
import { toDecimal } from '../../../lib/money.js'
import type { Reply } from '../reply.js'

/** Posted, or waiting for a second person; `what` is the entry in words. */
export function outcomeReply(asked: Approval | null, what: string, entryId: string): Reply {
  if (asked)
    return {
      headline: `${asked.ref}: asked for approval of ${what}`,
      text: 'It is posted once a second person has approved it.',
      actions: [{ label: 'Withdraw', do: { command: 'approval withdraw', args: { approval: asked.ref } } }],
    }
  return {
    headline: `Posted ${what}`,
    notes: ['It gets its number when it is sealed, in a moment.'],
    actions: [{ label: 'Reverse', style: 'danger', do: { command: 'journal reverse', args: { entry: entryId } } }],
  }
}

export function journalData(entry: NewEntry, accounts: readonly Account[], asked: Approval | null) {
  const codes = new Map(accounts.map(({ id, code }) => [id, code]))
  return {
    entry: entry.id,
    approval: asked?.ref ?? null,
    state: asked ? 'asked' : 'posted',
    date: entry.date,
    memo: entry.memo,
    postings: entry.postings.map(({ accountId, amount, department }) => ({
      account: codes.get(accountId) ?? accountId,
      currency: amount.currency,
      amount: toDecimal(amount),
      ...(department && { department }),
    })),
  }
}
