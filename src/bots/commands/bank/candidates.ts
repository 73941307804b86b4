import type { LineRow } from '../../../domain/banking/line-list-store.js'
import type { Proposal, Settling } from '../../../domain/banking/proposal.js'
import { paidIn } from '../../../domain/banking/propose-settling.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { clip } from '../../../lib/text.js'
import { fieldsWith } from '../cells.js'
import type { Action, Reply } from '../reply.js'
import { lineTitle } from './line-table.js'

/** Slack shows at most five buttons in a row; more choices than that are none. */
const SHOWN = 4

/** A line that is not clear, with what it may be as buttons. */
export const askCard = (line: LineRow, proposals: readonly Proposal[]): Reply => ({
  headline: `What is ${line.ref}? ${formatMoney(money(line.amountMinor, line.currency))}, ${lineTitle(line)}`,
  fields: fieldsWith([
    ['Booked', { date: line.bookingDate }],
    ['Account', line.bankAccount],
    ['Who', line.counterpartyName],
    ['Their account', line.counterpartyAccount],
    ['Text', line.remittance],
  ]),
  ...(proposals.length > 0
    ? { sections: [{ title: 'It may be', lines: proposals.slice(0, SHOWN).map(({ reason }) => reason) }] }
    : {}),
  actions: candidateActions(line, proposals),
})

/** One button a proposal, and the two ways out. */
export const candidateActions = (line: LineRow, proposals: readonly Proposal[]): Action[] => [
  ...proposals.slice(0, SHOWN).map((proposal) => candidateAction(line, proposal)),
  { label: 'Post to an account…', do: { form: 'bank post', args: { line: line.ref } }, typed: `bank post ${line.ref}` },
  { label: 'Set aside…', do: { form: 'bank aside', args: { line: line.ref } }, typed: `bank aside ${line.ref}` },
]

export function candidateAction(row: LineRow, { does }: Proposal): Action {
  const line = row.ref
  const match = (label: string, to: string, rest?: string): Action => ({
    label: clip(label, 70),
    do: { command: 'bank match', args: { line, to, ...(rest ? { rest } : {}) } },
    typed: `bank match ${line} to:"${to}"${rest ? ` rest:${rest}` : ''}`,
  })
  switch (does.kind) {
    case 'settle': {
      const names = does.items.map(({ name }) => name).join(' ')
      return match(settlingLabel(row, does, names), split(does), does.differences[0]?.method)
    }
    case 'payout': {
      const names = does.shares.flatMap(({ items }) => items.map(({ name }) => name)).join(' ')
      return match(`Payout: ${names}`, names, does.feeMinor > 0n ? 'fee' : undefined)
    }
    case 'recorded':
      return match(does.entry.name, does.entry.paymentId === null ? does.entry.entryId : does.entry.name)
    case 'run': {
      const isWhole = does.parts.length === does.run.parts.length
      const bills = does.parts.map(({ name }) => name).join(' ')
      return isWhole ? match(`All of ${does.run.name}`, does.run.name) : match(`${does.run.name}: ${bills}`, bills)
    }
    case 'return':
      return match(`Return of ${does.name}`, does.name)
    case 'transfer': {
      const args = { line, ...(does.pair ? { other: does.pair.ref } : {}) }
      const typed = `bank transfer ${line}${does.pair ? ` other:${does.pair.ref}` : ''}`
      // Without its line, what moved on an account in another currency is for somebody to say.
      if (does.elsewhere && !does.pair) return { label: 'Own transfer…', do: { form: 'bank transfer', args }, typed }
      return { label: 'Own transfer', do: { command: 'bank transfer', args }, typed }
    }
    case 'post': {
      const account = does.accountName.split(' ')[0] ?? ''
      return {
        label: clip(does.accountName, 70),
        do: { command: 'bank post', args: { line, account, ...(does.taxCode ? { tax: does.taxCode } : {}) } },
        typed: `bank post ${line} account:${account}${does.taxCode ? ` tax:${does.taxCode}` : ''}`,
      }
    }
  }
}

/** "INV-2026-0042=500.00 INV-2026-0043": documents, and how much each takes where that is not all it has open. */
const split = ({ items, takes }: Settling): string =>
  items
    .map(({ name, openMinor, currency }, n) => {
      const minor = takes?.[n] ?? openMinor
      return minor === openMinor ? name : `${name}=${toDecimal(money(minor, currency))}`
    })
    .join(' ')

/** What the rest is, in the words that a person would say. */
export const REST = {
  fee: 'is the bank’s fee',
  discount: 'is a discount',
  withholding: 'is tax withheld',
  write_off: 'is given up',
} as const

/** "INV-2026-0042 Nordwind"; "INV-2026-0042: 12.50 EUR is the bank’s fee"; "INV-2026-0042: 12.50 EUR stays open". */
function settlingLabel(row: LineRow, { items, differences, partyName }: Settling, to: string): string {
  const currency = items[0]?.currency ?? row.currency
  const open = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const lack = open - (paidIn(row, currency) ?? open)
  if (lack <= 0n) return `${to} ${partyName}`
  const method = differences[0]?.method
  return `${to}: ${formatMoney(money(lack, currency))} ${method ? REST[method] : 'stays open'}`
}
