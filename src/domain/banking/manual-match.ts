import { formatMoney, fromDecimal, money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { DifferenceMethod } from '../billing/payment.js'
import type { Party } from '../billing/settlement-item.js'
import { spread } from './lack.js'
import type { BankLine } from './line-store.js'
import { type MatchBook, type OpenItem, partyIdOf } from './match-book.js'
import { foldReference } from './named-items.js'
import { payoutOf } from './payout.js'
import type { PayingRun, Proposal } from './proposal.js'
import { fitting } from './propose-match.js'
import { splitting } from './propose-remitted.js'
import { paidIn } from './propose-settling.js'

/** What becomes of what the documents have open beyond the money. */
export type Rest = 'open' | Exclude<DifferenceMethod, 'write_off'>

export type Said = { to: readonly string[]; rest: Rest; onAccount: (Party & { name: string }) | null }

/** Of what somebody says a line is: the documents in their order, a payment that is in the books, money on account. */
export function manualMatch(line: BankLine, book: MatchBook, said: Said): Result<Proposal> {
  const reason = 'Said by hand.'
  if (said.to.length === 0) {
    if (!said.onAccount)
      return no(`Say what ${line.ref} is for: to:INV-2026-0042, or company:Acme to hold it on account.`)
    const { name, ...party } = said.onAccount
    return ok(manual(reason, { kind: 'settle', party, partyName: name, items: [], differences: [] }))
  }
  const run = ofRun(line, book, said.to)
  if (run) return ok(manual(reason, run))
  const books = said.to.length === 1 ? inBooks(line, book, said.to[0] ?? '') : null
  if (books) return ok(manual(reason, books))
  const items: OpenItem[] = []
  const takes: (bigint | null)[] = []
  for (const each of said.to) {
    const [word = '', amount] = each.split('=')
    const found = fitting(line, book).filter((item) =>
      [item.id, item.name, ...item.references].some((each) => foldReference(each) === foldReference(word)),
    )
    const [item, second] = found
    if (!item)
      return no(
        `“${word}” is no ${line.amountMinor > 0n ? 'open invoice' : 'open bill'} that ${line.ref} can settle, and no payment of its amount.`,
      )
    if (second) return no(`“${word}” is ${found.map(({ name }) => name).join(' and ')}. Say which by our own number.`)
    items.push(item)
    takes.push(amount === undefined ? null : fromDecimal(amount, item.currency).minor)
  }
  if (takes.some((minor) => minor !== null)) return splitManually(line, items, takes, { ...said, reason })
  return settleManually(line, items, said, reason)
}

const manual = (reason: string, does: Proposal['does']): Proposal => ({ by: 'manual', reason, certain: true, does })

/** A run by its name, or by some of its payments: they need not be of one company. */
function ofRun(line: BankLine, { runs }: MatchBook, words: readonly string[]): PayingRun | null {
  const said = words.map(foldReference)
  for (const run of runs) {
    const isWhole = said.length === 1 && said[0] === foldReference(run.name)
    const parts = isWhole ? run.parts : run.parts.filter(({ name }) => said.includes(foldReference(name)))
    const sum = parts.reduce((total, { openMinor }) => total + openMinor, 0n)
    if ((isWhole || (parts.length > 1 && parts.length === said.length)) && sum === -line.amountMinor)
      return { kind: 'run', run, parts }
  }
  return null
}

function inBooks(line: BankLine, { untold, past }: MatchBook, word: string): Proposal['does'] | null {
  const is = (name: string, ...ids: (string | null)[]) =>
    foldReference(name) === foldReference(word) || ids.includes(word)
  const entry = untold.find(
    (each) =>
      is(each.name, each.entryId, each.paymentId) &&
      each.bankAccountId === line.bankAccountId &&
      each.amountMinor === line.amountMinor,
  )
  if (entry) return { kind: 'recorded', entry }
  const returned = past.find((each) => is(each.name, each.paymentId) && each.amountMinor === -line.amountMinor)
  return returned ? { kind: 'return', paymentId: returned.paymentId, name: returned.name } : null
}

/** As somebody splits the money: each document takes what is said after it, else all that it has open. */
function splitManually(
  line: BankLine,
  items: readonly OpenItem[],
  given: readonly (bigint | null)[],
  { rest, reason }: Said & { reason: string },
): Result<Proposal> {
  const [first] = items
  const currency = first?.currency ?? line.currency
  const paid = paidIn(line, currency)
  if (
    !first ||
    paid === null ||
    items.some((item) => item.currency !== currency || partyIdOf(item.party) !== partyIdOf(first.party))
  )
    return no(`Only documents of one company in one currency are split by amounts.`)
  const takes = items.map(({ openMinor }, n) => given[n] ?? openMinor)
  const over = items.find(({ openMinor }, n) => (takes[n] ?? 0n) <= 0n || (takes[n] ?? 0n) > openMinor)
  if (over)
    return no(`${over.name} has ${formatMoney(money(over.openMinor, currency))} open: say an amount up to that.`)
  const sum = takes.reduce((total, minor) => total + minor, 0n)
  if (sum > paid)
    return no(
      `These come to ${formatMoney(money(sum, currency))}, and ${line.ref} brings ${formatMoney(money(paid, currency))}.`,
    )
  return ok(manual(reason, splitting(items, takes, rest === 'open' ? undefined : rest)))
}

function settleManually(line: BankLine, items: readonly OpenItem[], { rest }: Said, reason: string): Result<Proposal> {
  const [first] = items
  if (!first) return no('It names no document.')
  if (items.some(({ party }) => partyIdOf(party) !== partyIdOf(first.party))) {
    const payout = payoutOf(line, items, rest === 'fee')
    return payout.ok ? ok(manual(reason, payout.value)) : payout
  }
  const paid = paidIn(line, first.currency)
  if (paid === null || items.some(({ currency }) => currency !== first.currency))
    return no(`These documents are in other currencies than ${line.ref} says.`)
  const lack = items.reduce((sum, { openMinor }) => sum + openMinor, 0n) - paid
  if (rest !== 'open' && lack <= 0n) return no(`${line.ref} covers them: there is no rest to be a ${rest}.`)
  const differences = rest === 'open' ? [] : spread(items, lack, rest)
  return ok(manual(reason, { kind: 'settle', party: first.party, partyName: first.partyName, items, differences }))
}
