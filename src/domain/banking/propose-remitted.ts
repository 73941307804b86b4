import { addDays, shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import type { DifferenceMethod } from '../billing/payment.js'
import type { BankLine } from './line-store.js'
import { type MatchBook, type OpenItem, partyIdOf, type Remitted } from './match-book.js'
import type { Difference, Proposal, Settling } from './proposal.js'
import { settling } from './propose-settling.js'
import { tooLittle } from './propose-short.js'

/** A payer announces some days before the bank books, and is sometimes late with it. */
const BEFORE_DAYS = 30
const AFTER_DAYS = 10

/**
 * The split that mails of the payer give for just this amount. A mail is no proof, so nothing of it is certain: what one document or the
 * next lacks by it becomes what a lack may be, and is asked.
 */
export function byRemittance(line: BankLine, book: MatchBook, parties: ReadonlySet<string>): Proposal[] {
  if (line.amountMinor <= 0n) return []
  return book.remitted
    .filter(
      ({ currency, totalMinor, on }) =>
        currency === line.currency &&
        totalMinor === line.amountMinor &&
        line.bookingDate >= addDays(on, -AFTER_DAYS) &&
        line.bookingDate <= addDays(on, BEFORE_DAYS),
    )
    .flatMap((remitted) => splitOf(line, remitted, book.items, parties))
}

function splitOf(
  line: BankLine,
  remitted: Remitted,
  open: readonly OpenItem[],
  parties: ReadonlySet<string>,
): Proposal[] {
  const items = remitted.parts.flatMap(
    ({ invoiceId }) => open.find(({ id, kind }) => kind === 'invoice' && id === invoiceId) ?? [],
  )
  const takes = remitted.parts.map(({ minor }) => minor)
  const does = settling(items)
  const theirs = items.every(({ party, currency }) => parties.has(partyIdOf(party)) && currency === line.currency)
  const lacks = items.map(({ openMinor }, n) => openMinor - (takes[n] ?? 0n))
  if (!does || items.length < takes.length || !theirs || lacks.some((lack) => lack < 0n)) return []
  const parts = items.map(({ name }, n) => `${name} ${formatMoney(money(takes[n] ?? 0n, line.currency))}`).join(', ')
  const reason = `The remittance mail of ${shortDate(remitted.on)} (${remitted.thread}) says: ${parts}.`
  const lack = lacks.reduce((sum, each) => sum + each, 0n)
  if (lack === 0n) return [{ by: 'remittance', reason, certain: false, does }]
  const short = items.filter((_item, n) => (lacks[n] ?? 0n) > 0n)
  // The ways in which they may lack something: each lacks what the mail leaves of it, not its share.
  return tooLittle(line, { ...does, items: short }, lack, reason).map((way) => ({
    ...way,
    by: 'remittance',
    certain: false,
    does: splitting(items, takes, way.does.kind === 'settle' ? way.does.differences[0]?.method : undefined),
  }))
}

/** Documents that take just so much each; what they lack then becomes the one thing that it may be, or stays open. */
export function splitting(items: readonly OpenItem[], takes: readonly bigint[], method?: DifferenceMethod): Settling {
  const differences = items.flatMap(({ kind, id, openMinor }, n): Difference[] => {
    const lack = openMinor - (takes[n] ?? 0n)
    return method !== undefined && lack > 0n ? [{ method, of: { kind, id }, minor: lack }] : []
  })
  const [first] = items
  if (!first) throw new Error('Nothing is split into no documents.')
  return { kind: 'settle', party: first.party, partyName: first.partyName, items, differences, takes }
}

/** Whether what was found without the mail is just what the mail says. */
export const agrees = (found: Proposal, remitted: readonly Proposal[]): boolean =>
  remitted.some(({ does }) => keyOf(does) === keyOf(found.does))

function keyOf(does: Proposal['does']): string {
  if (does.kind !== 'settle') return does.kind
  const takes = does.items.map(({ id, openMinor }, n) => `${id}=${does.takes?.[n] ?? openMinor}`).toSorted()
  return nameKey([...takes, ...does.differences.map(({ method, minor }) => `${method} ${minor}`)].join(' '))
}
