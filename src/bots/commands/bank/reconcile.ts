import { listBankAccounts } from '../../../domain/banking/bank-account-store.js'
import { listMoves } from '../../../domain/banking/own-move-store.js'
import { unpairedMoves } from '../../../domain/banking/own-transfer.js'
import { type Outstanding, reconcile } from '../../../domain/banking/reconciliation.js'
import { loadSides } from '../../../domain/banking/reconciliation-store.js'
import { counted } from '../../../lib/counted.js'
import { shortDate } from '../../../lib/dates.js'
import { notFound } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { clip } from '../../../lib/text.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import type { Section } from '../reply.js'

const SHOWN = 30

export default defineCommand({
  name: 'bank reconcile',
  summary: 'The books beside the bank: both balances, what only one of them has, and what nothing explains',
  example: 'bank reconcile "Main account" asof:2026-10-31',
  params: { account: target('bank-account', 'Bank account'), asof: optional('date', 'As of') },
  needs: 'bank.read',
  form: { title: 'Reconcile a bank account', submit: 'Reconcile' },
  risk: 'read',
  run: async ({ read, today }, { account: { id }, asof }) => {
    const asOf = asof ?? today
    const { account, sides, alone } = await read(async (lane) => {
      const [account] = await listBankAccounts(lane, { ids: [id] })
      if (!account) throw notFound('There is no such bank account.', { id })
      const moves = (await listMoves(lane, { open: false })).filter(({ date }) => date <= asOf)
      const alone = unpairedMoves(moves, asOf).filter(({ bankAccountId }) => bankAccountId === id)
      return { account, sides: await loadSides(lane, account, asOf), alone }
    })
    const { ledgerMinor, bankMinor, inBooks, onBank, expectedMinor, unexplainedMinor } = reconcile(sides)
    const say = (minor: bigint) => formatMoney(money(minor, account.currency))
    const cell = (minor: bigint) => ({ money: money(minor, account.currency) })
    return {
      headline: `${account.name} on ${shortDate(asOf)}: ${verdict(unexplainedMinor, inBooks.length + onBank.length, say)}`,
      fields: fieldsWith([
        [`Books, ${account.code}`, cell(ledgerMinor)],
        ['Less what only the books have', inBooks.length === 0 ? null : cell(total(inBooks))],
        ['Plus what only the bank has', onBank.length === 0 ? null : cell(total(onBank))],
        ['So the bank should have', cell(expectedMinor)],
        ['The bank says', bankMinor === null ? 'no balance yet' : cell(bankMinor)],
        ['Unexplained', unexplainedMinor === null ? null : cell(unexplainedMinor)],
      ]),
      sections: [
        section('Only in the books', inBooks, account.currency),
        section('Only on the bank', onBank, account.currency),
      ].filter(({ table }) => (table?.rows.length ?? 0) > 0),
      notes: [
        ...alone.map(
          ({ ref, date, amountMinor }) =>
            `${ref}, ${say(amountMinor)} on ${shortDate(date)}, is a move between our own accounts: its other side has not come.`,
        ),
        ...(unexplainedMinor !== null && unexplainedMinor !== 0n
          ? [
              'Look for a gap or a statement that does not foot: bank list. What was on the account before its first statement must be in the books as well.',
            ]
          : []),
      ],
      data: {
        account: account.name,
        currency: account.currency,
        asOf,
        ledger: toDecimal(money(ledgerMinor, account.currency)),
        bank: bankMinor === null ? null : toDecimal(money(bankMinor, account.currency)),
        expected: toDecimal(money(expectedMinor, account.currency)),
        unexplained: unexplainedMinor === null ? null : toDecimal(money(unexplainedMinor, account.currency)),
        onlyInBooks: inBooks.map((item) => itemData(item, account.currency)),
        alone: alone.map(({ ref }) => ref),
        onlyOnBank: onBank.map((item) => itemData(item, account.currency)),
      },
    }
  },
})

function verdict(unexplained: bigint | null, outstanding: number, say: (minor: bigint) => string): string {
  if (unexplained === null) return 'no statement tells a balance up to then'
  if (unexplained !== 0n) return `${say(unexplained)} unexplained`
  return outstanding === 0 ? 'books and bank agree' : `reconciled, ${counted(outstanding, 'item')} outstanding`
}

const total = (items: readonly Outstanding[]): bigint => items.reduce((sum, { minor }) => sum + minor, 0n)

const section = (title: string, items: readonly Outstanding[], currency: string): Section => ({
  title,
  table: {
    columns: [
      { key: 'ref', label: 'Reference', type: 'text' },
      { key: 'date', label: 'Date', type: 'date' },
      { key: 'what', label: 'What', type: 'text' },
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    rows: items.slice(0, SHOWN).map(({ ref, date, what, minor }) => ({
      ref,
      date: { date },
      what: clip(what, 70),
      amount: { money: money(minor, currency) },
    })),
    totals: { ref: 'Total', amount: { money: money(total(items), currency) } },
    ...(items.length > SHOWN ? { more: items.length - SHOWN } : {}),
  },
})

const itemData = ({ ref, date, what, minor }: Outstanding, currency: string) => ({
  ref,
  date,
  what,
  amount: toDecimal(money(minor, currency)),
})
