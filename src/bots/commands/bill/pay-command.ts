import { inWorkspace } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { requireMoved } from '../../../domain/billing/kept-in.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import { getBillRow } from '../../../domain/payables/bill-list-store.js'
import { type BillPayment, payBillByHand, planBillPayment } from '../../../domain/payables/pay-bill.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { fieldsWith, moneyCell } from '../cells.js'
import { type Command, defineCommand } from '../define-command.js'
import { entryTable, postingTitle } from '../invoice/posting-table.js'
import { optional, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { billActions } from './bill-actions.js'
import { billData } from './bill-table.js'

/** Recording that a bill was paid, or a colleague paid back. */
export function payCommand(noun: 'bill' | 'expense'): Command {
  const subject = target(noun, noun === 'bill' ? 'Bill' : 'Expense')
  const params: Record<string, typeof subject> = { [noun]: subject }
  const what = noun === 'bill' ? 'a bill was paid' : 'an expense was paid back'
  return defineCommand({
    name: `${noun} pay`,
    summary: `Record that ${what}: what is open, or another amount; a second person approves it. Daybook itself moves no money`,
    example: noun === 'bill' ? 'bill pay BILL-12 date:2026-11-20' : 'expense pay EXP-3 date:2026-11-20',
    params: {
      ...params,
      amount: optional('amount', 'Amount', { hint: 'By default what is open' }),
      date: optional('date', 'Paid on'),
      reference: optional('text', 'Reference'),
      account: optional('amount', 'On the bank account', { hint: 'Where that is in another currency' }),
      ...(noun === 'bill' && { discount: optional('flag', 'The rest is an early payment discount') }),
    },
    needs: 'payment.write',
    aliases: [`${noun} paid`],
    risk: 'consequential',
    preview: async ({ db, scope, today, read }, args) => {
      const input = inputOf(args, noun, today)
      const plan = await inWorkspace(db, scope, async (tx) => {
        const planned = await planBillPayment(tx, input)
        await requireMoved(tx, planned.parts[0]?.payment, input.moved)
        return planned
      })
      const [accounts, row] = await read(async (sql) => [await listAccounts(sql), await getBillRow(sql, input.billId)])
      const after = plan.after.get(input.billId)
      const paid = plan.parts[0]?.payment
      const amount = money(paid?.amountMinor ?? 0n, row.open.currency)
      return previewOf(
        {
          headline: `${plan.asks ? 'Ask to record' : 'Record'} ${formatMoney(amount)} paid to ${plan.party} for ${row.ref}?`,
          ...(plan.asks && { text: 'A second person is asked first; then exactly this is posted.' }),
          fields: fieldsWith([
            ['Paid on', { date: input.date }],
            ['Open before', { money: row.open }],
            ['Stays open', moneyCell(after && after.openMinor > 0n ? money(after.openMinor, row.open.currency) : null)],
            [
              'Held on account',
              moneyCell(paid && paid.unappliedMinor > 0n ? money(paid.unappliedMinor, paid.currency) : null),
            ],
            ['Reference', input.reference ?? null],
          ]),
          sections: plan.parts.map(({ entry }) => ({ title: postingTitle(entry), table: entryTable(entry, accounts) })),
        },
        plan.asks ? 'Ask for approval' : 'Record it',
        { [input.billId]: row.version },
      )
    },
    run: async (context, args, tx) => {
      const input = inputOf(args, noun, context.today)
      const outcome = await payBillByHand(tx, input)
      await requireMoved(tx, outcome.parts[0]?.payment, input.moved)
      const row = await getBillRow(sqlInTx(tx), input.billId)
      if (outcome.asked !== null) {
        const paid = formatMoney(money(outcome.parts[0]?.payment.amountMinor ?? 0n, row.open.currency))
        const what = `${paid} for ${row.ref} to be recorded as paid to ${outcome.party}`
        return {
          ...(await askedReply(context, tx, approvalKind('pay-out'), outcome.asked, what)),
          data: { ...billData(row, context.today), approval: outcome.asked.ref, state: 'asked' },
        }
      }
      const { payments } = outcome
      const left = row.open.minor > 0n ? `${formatMoney(row.open)} still open` : 'paid in full'
      return {
        headline: `${payments.map(({ ref }) => ref).join(', ')}: ${row.ref} ${left}`,
        actions: billActions(context.asker, row),
        data: {
          ...billData(row, context.today),
          payments: payments.map(({ ref, amountMinor, currency, method }) => ({
            payment: ref,
            method,
            amount: toDecimal(money(amountMinor, currency)),
            currency,
          })),
        },
      }
    },
  })
}

function inputOf(args: Readonly<Record<string, unknown>>, noun: string, today: IsoDate): BillPayment {
  const { id } = args[noun] as { id: string }
  return {
    billId: id,
    date: (args['date'] as IsoDate | undefined) ?? today,
    amount: args['amount'] as BillPayment['amount'],
    reference: args['reference'] as string | undefined,
    moved: args['account'] as BillPayment['moved'],
    discount: args['discount'] === true,
  }
}
