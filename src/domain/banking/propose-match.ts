import { daysBetween, shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import type { BankLine } from './line-store.js'
import { type MatchBook, type OpenItem, partyIdOf } from './match-book.js'
import { foldReference, names, type Said, saidIn, shortNamed } from './named-items.js'
import { betweenOwn, ownTransfers } from './own-transfer.js'
import { payoutOf } from './payout.js'
import type { Proposal } from './proposal.js'
import { agrees, byRemittance } from './propose-remitted.js'
import { byRun } from './propose-run.js'
import { bySum, paidIn, settleNamed } from './propose-settling.js'

/** A payment stands in the books some days before or after the bank books it. */
const NEAR_DAYS = 10
/** A return comes within the eight weeks that SEPA leaves a debtor, and some days more. */
const RETURN_DAYS = 70

/**
 * What a line may be, the best first: a return, a move between our own accounts, a payment file of ours, what the books have already, the
 * documents it names, the documents of whoever it is from that were open that day, what a rule says. Pure: the same line and book give the same.
 */
export function proposeMatch(line: BankLine, book: MatchBook): readonly Proposal[] {
  const returned = returns(line, book)
  if (returned.length > 0) return returned
  const own = line.counterpartyAccount === null ? undefined : book.own.get(line.counterpartyAccount)
  if (own && own.bankAccountId !== line.bankAccountId) return [betweenOwn(line, own, book)]
  const transfers = ownTransfers(line, book)
  if (transfers.some(({ certain }) => certain)) return transfers
  const said = saidIn(line)
  const parties = partiesOf(line, book)
  const named = byReference(line, said, book)
  const known = [
    ...byRun(line, said, book, parties.size > 0 || hasEqual(line, book)),
    ...recorded(line, said, book, new Set([...parties, ...partiesNamed(named)])),
  ]
  if (known.some(({ certain }) => certain)) return known
  const remitted = byRemittance(line, book, parties)
  if (named.length > 0) return beside(known.length > 0 ? [...known, ...named].map(asked) : named, remitted)
  const found = [
    ...known,
    ...byRule(line, book),
    ...byParty(line, book, parties),
    ...byAmountAlone(line, book, parties),
  ]
  if (remitted.length > 0) return beside(found, remitted)
  // What is clear by itself needs no question because some other account moved by as much.
  return found.some(({ certain }) => certain) ? found : [...found, ...transfers]
}

/** What is clear without a mail stays so where the mail says the same; where it says something else, that comes first and all is asked. */
function beside(found: readonly Proposal[], remitted: readonly Proposal[]): readonly Proposal[] {
  if (remitted.length === 0) return found
  const [only, second] = found
  if (only?.certain && !second && agrees(only, remitted))
    return [{ ...only, reason: `${only.reason} ${remitted[0]?.reason ?? ''}`.trim() }]
  return [...remitted, ...found.filter((each) => !agrees(each, remitted))].map(asked)
}

/** Two things it may be: neither is certain beside the other. */
const asked = (proposal: Proposal): Proposal => ({ ...proposal, certain: false })

/** Whose documents it names: the money is about them, whoever sent it. */
const partiesNamed = (named: readonly Proposal[]): string[] =>
  named.flatMap(({ does }) =>
    does.kind === 'settle'
      ? [partyIdOf(does.party)]
      : does.kind === 'payout'
        ? does.shares.map(({ party }) => partyIdOf(party))
        : [],
  )

const sideOf = ({ amountMinor }: BankLine): 'in' | 'out' => (amountMinor > 0n ? 'in' : 'out')

/** Documents that the line's money can settle: its own currency, or the one it was sent in. */
export const fitting = (line: BankLine, book: MatchBook): OpenItem[] =>
  book.items.filter(
    ({ direction, currency }) =>
      direction === sideOf(line) && (currency === line.currency || currency === line.originalCurrency),
  )

/** Whether a document alone has just this amount open. */
const hasEqual = (line: BankLine, book: MatchBook): boolean =>
  openThatDay(line, book).some(({ openMinor, currency }) => openMinor === paidIn(line, currency))

/** The payer's bank says that it is a return, and one payment fits. */
function returns(line: BankLine, { past }: MatchBook): Proposal[] {
  if (!/RETURN|RRTN|RDDT/.test(line.typeCode ?? '')) return []
  const fits = past.filter(
    (each) =>
      each.bankAccountId === line.bankAccountId &&
      each.amountMinor === -line.amountMinor &&
      each.date <= line.bookingDate &&
      daysBetween(each.date, line.bookingDate) <= RETURN_DAYS,
  )
  const same = fits.filter(
    (each) =>
      (line.endToEndId !== null && each.endToEndId === line.endToEndId) ||
      (line.counterpartyAccount !== null && each.counterpartyAccount === line.counterpartyAccount),
  )
  return (same.length > 0 ? same : fits).map(({ paymentId, name }) => ({
    by: 'return',
    reason: `The bank returns ${name}.`,
    certain: same.length === 1,
    does: { kind: 'return', paymentId, name },
  }))
}

/**
 * What somebody recorded by hand, or a payment file of ours, before the bank told of it. It is certain by its name or its party; by the
 * amount alone only where neither it nor the line has a party. What is known to be another's is left for that one's line.
 */
function recorded(line: BankLine, said: Said, book: MatchBook, parties: ReadonlySet<string>): Proposal[] {
  const fits = book.untold.filter(
    (each) =>
      each.bankAccountId === line.bankAccountId &&
      each.amountMinor === line.amountMinor &&
      Math.abs(daysBetween(each.date, line.bookingDate)) <= NEAR_DAYS,
  )
  const named = fits.filter(({ name, reference }) => names(said, reference ?? '') || names(said, name))
  const theirs = fits.filter(({ partyId }) => partyId !== null && parties.has(partyId))
  const proved = named.length > 0 ? named : theirs
  const sure = proved.length > 0 ? proved : fits.filter(({ partyId }) => parties.size === 0 || partyId === null)
  return sure.map((entry) => ({
    by: 'recorded',
    reason: `${entry.name} of ${shortDate(entry.date)} is in the books with just this amount.`,
    certain: sure.length === 1 && (proved.length === 1 || (parties.size === 0 && entry.partyId === null)),
    does: { kind: 'recorded', entry },
  }))
}

/** By our numbers in the payer's text: documents of one party, or what is paid out for several. */
function byReference(line: BankLine, said: Said, book: MatchBook): Proposal[] {
  const items = fitting(line, book)
  const named = items.filter((item) => item.references.some((each) => names(said, each)))
  const short = new Set(named.flatMap(({ references }) => references.flatMap((each) => shortNamed(said, each))))
  const all = items.filter(
    (item) => named.includes(item) || item.references.some((each) => short.has(foldReference(each))),
  )
  const whole = settleAll(line, named)
  if (all.length === named.length || whole.some(({ does }) => settlesInFull(line, does))) return whole
  // The digits that follow a number may be numbers too. Only the amount can prove it.
  const more = settleAll(line, all)
  if (more.some(({ does }) => settlesInFull(line, does))) return more
  return [...more, ...whole].map((proposal) => ({ ...proposal, certain: false }))
}

function settleAll(line: BankLine, named: readonly OpenItem[]): Proposal[] {
  const [first] = named
  if (!first) return []
  if (named.some((item) => partyIdOf(item.party) !== partyIdOf(first.party))) return paidOut(line, named)
  return settleNamed(line, named, `It names ${named.map(({ name }) => name).join(', ')}.`)
}

/** Documents of several payers: what a processor pays out. Whether what it lacks is a fee is for people to say. */
function paidOut(line: BankLine, named: readonly OpenItem[]): Proposal[] {
  const payout = payoutOf(line, named, true)
  if (!payout.ok) return []
  const { feeMinor } = payout.value
  const less = feeMinor > 0n ? `, less a fee of ${formatMoney(money(feeMinor, line.currency))}` : ''
  const reason = `It names ${named.map(({ name }) => name).join(', ')} of several companies${less}.`
  return [{ by: 'reference', reason, certain: feeMinor === 0n, does: payout.value }]
}

const settlesInFull = (line: BankLine, does: Proposal['does']): boolean =>
  does.kind === 'settle' &&
  does.items.reduce((sum, { openMinor }) => sum + openMinor, 0n) === paidIn(line, does.items[0]?.currency ?? '')

/** Whom it is from: whose its account was before, else whose name it bears. */
export function partiesOf(line: BankLine, book: MatchBook): ReadonlySet<string> {
  const byAccount = line.counterpartyAccount === null ? undefined : book.partiesByAccount.get(line.counterpartyAccount)
  return byAccount ?? book.partiesByName.get(nameKey(line.counterpartyName ?? '')) ?? new Set()
}

/** Among what the party had open that day: one document of just this amount, else one set of them. */
function byParty(line: BankLine, book: MatchBook, parties: ReadonlySet<string>): Proposal[] {
  const theirs = openThatDay(line, book).filter(({ party }) => parties.has(partyIdOf(party)))
  return bySum(line, theirs, parties.size === 1)
}

/** Nobody is known by that account or name: an amount proves nothing by itself, but it may be what is looked for. */
function byAmountAlone(line: BankLine, book: MatchBook, parties: ReadonlySet<string>): Proposal[] {
  if (parties.size > 0) return []
  return bySum(line, openThatDay(line, book), false)
    .filter(({ does }) => does.kind === 'settle' && does.items.length === 1)
    .map((proposal) => ({ ...proposal, by: 'guess' }))
}

const openThatDay = (line: BankLine, book: MatchBook): OpenItem[] =>
  fitting(line, book).filter(({ since }) => since <= line.bookingDate)

function byRule(line: BankLine, { rules }: MatchBook): Proposal[] {
  const text = nameKey([line.counterpartyName, line.remittance].filter(Boolean).join(' '))
  const fits = rules.filter(
    (rule) =>
      rule.direction === sideOf(line) &&
      (rule.counterpartyAccount === null || rule.counterpartyAccount === line.counterpartyAccount) &&
      (rule.words === '' || text.includes(rule.words)),
  )
  const accounts = new Set(fits.map(({ accountId, taxCodeId }) => `${accountId} ${taxCodeId ?? ''}`))
  return fits.slice(0, 3).map(({ id, ref, applies, accountId, accountName, taxCodeId, taxCode }) => ({
    by: 'rule',
    reason: `${ref} posts lines like this to ${accountName}.`,
    certain: applies && accounts.size === 1,
    does: { kind: 'post', accountId, accountName, taxCodeId, taxCode, ruleId: id },
  }))
}
