import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { listOpenInvoices } from '../../../domain/banking/remittance-store.js'
import { requireMoved } from '../../../domain/billing/kept-in.js'
import { planByHand, recordByHand } from '../../../domain/billing/pay-out-or-ask.js'
import type { NewPayment } from '../../../domain/billing/plan-payment.js'
import { readSettled } from '../../../domain/billing/settlement-names.js'
import { listAccounts } from '../../../domain/ledger/account-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, type Money, money, toDecimal } from '../../../lib/money.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { askedReply } from '../approval/asked-reply.js'
import { fieldsWith, moneyCell } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { optional, type RecordRef, required, target } from '../params.js'
import { previewOf } from '../preview-hash.js'
import { whatForOffers } from './payment-actions.js'
import { advanceFields, entrySections, versionsOf } from './payment-preview.js'

type Args = {
  company: RecordRef
  amount: Money
  direction?: string | undefined
  for?: string | undefined
  date?: IsoDate | undefined
  reference?: string | undefined
  account?: Money | undefined
}

export default defineCommand({
  name: 'payment new',
  summary:
    'Record money that came in, or (approved by a second person) went out, for one or many documents; what none takes is held on account',
  example: 'payment new Acme amount:5000 for:"INV-2026-0042, INV-2026-0043:1200"',
  params: {
    company: target('company', 'Company'),
    amount: required('amount', 'Amount'),
    for: optional('text', 'For', { hint: 'Documents in order; with :amount for a part' }),
    direction: optional('choice', 'In or out', { choices: ['in', 'out'], hint: 'By default in' }),
    date: optional('date', 'Date'),
    reference: optional('text', 'Reference', { hint: 'What the bank statement says' }),
    account: optional('amount', 'On the bank account', { hint: 'Where that is in another currency' }),
  },
  needs: 'payment.write',
  risk: 'consequential',
  preview: async (context, args) => {
    const { db, scope } = context
    const plan = await inWorkspace(db, scope, async (tx) => {
      const planned = await planByHand(tx, await inputOf(tx, args, context.today))
      await requireMoved(tx, planned.parts[0]?.payment, args.account)
      return planned
    })
    const accounts = await context.read(listAccounts)
    const [part] = plan.parts
    const held = part?.payment.unappliedMinor ?? 0n
    const way = args.direction === 'out' ? 'to' : 'from'
    const shown = {
      headline: `${plan.asks ? 'Ask to record' : 'Record'} ${formatMoney(args.amount)} ${way} ${plan.party}?`,
      ...(plan.asks && { text: 'A second person is asked first; then exactly this is posted.' }),
      fields: fieldsWith([
        ['Date', { date: args.date ?? context.today }],
        ['Reference', args.reference ?? null],
        ...[...plan.after.values()].map((item): [string, { money: Money }] => [
          `${item.name} stays open`,
          { money: money(item.openMinor, item.currency) },
        ]),
        ['Held on account', moneyCell(held > 0n ? money(held, args.amount.currency) : null)],
        ...advanceFields(plan, context.workspace.baseCurrency),
      ]),
      sections: entrySections(plan.parts, accounts),
      ...whatForOffers(args, held > 0n && args.direction !== 'out' ? await openWith(context, args) : []),
    }
    return previewOf(shown, plan.asks ? 'Ask for approval' : 'Record it', versionsOf(plan.before))
  },
  run: async (context, args, tx) => {
    const done = await recordByHand(tx, await inputOf(tx, args, context.today))
    await requireMoved(tx, done.parts[0]?.payment, args.account)
    if (done.asked !== null)
      return {
        ...(await askedReply(
          context,
          tx,
          approvalKind('pay-out'),
          done.asked,
          `${formatMoney(args.amount)} to ${done.party}`,
        )),
        data: {
          approval: done.asked.ref,
          state: 'asked',
          currency: args.amount.currency,
          amount: toDecimal(args.amount),
        },
      }
    const [payment] = done.payments
    if (!payment) throw new Error('A payment was recorded without a row')
    const amount = (minor: bigint) => money(minor, payment.currency)
    const held = payment.unappliedMinor
    return {
      headline: `${payment.ref}: ${formatMoney(args.amount)} ${args.direction === 'out' ? 'to' : 'from'} ${done.party} is recorded`,
      ...(held > 0n ? { text: `${formatMoney(amount(held))} of it is held on account.` } : {}),
      data: {
        payment: payment.ref,
        currency: payment.currency,
        amount: toDecimal(args.amount),
        onAccount: toDecimal(amount(held)),
        documents: [...done.after.values()].map((item) => ({
          document: item.name,
          status: item.status,
          open: toDecimal(money(item.openMinor, item.currency)),
        })),
      },
    }
  },
})

/** Numbers of what the company owes, of which nothing was named; the oldest first. */
const openWith = async ({ read }: Pick<CommandContext, 'read'>, args: Args): Promise<string[]> =>
  args.for === undefined
    ? (await read((lane) => listOpenInvoices(lane, args.company.id)))
        .filter(({ currency }) => currency === args.amount.currency)
        .map(({ number }) => number)
    : []

const inputOf = async (tx: Tx, args: Args, today: IsoDate): Promise<NewPayment> => ({
  direction: args.direction === 'out' ? 'out' : 'in',
  party: { companyId: args.company.id },
  date: args.date ?? today,
  amount: args.amount,
  ...(args.account ? { moved: args.account } : {}),
  ...(args.reference ? { reference: args.reference } : {}),
  ...(args.for ? { settle: await readSettled(tx, args.for) } : {}),
})
