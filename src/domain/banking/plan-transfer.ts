import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { findBankAccounts } from './bank-account-store.js'
import { type BankLine, getLineForChange, lockLines } from './line-store.js'
import { findInTransit } from './own-move-store.js'
import type { Proposal, Transferring } from './proposal.js'

export type SaidTransfer = {
  lineId: string
  /** The line of the other account. */
  otherId?: string | undefined
  /** What moved on the other account, in its currency. */
  there?: Money | undefined
}

/** A move between own accounts as somebody says it. Throws `invalid` until it is clear what moves on an account in another currency, `refused`. */
export async function planTransfer(tx: Tx, { lineId, otherId, there }: SaidTransfer): Promise<Proposal> {
  await lockLines(tx, otherId === undefined ? [lineId] : [lineId, otherId])
  const line = await getLineForChange(tx, lineId)
  const does = otherId === undefined ? await toAccount(tx, line, there) : await toLine(tx, line, otherId)
  return { by: 'manual', reason: 'Said by hand.', certain: true, does: { kind: 'transfer', ...does } }
}

type Said = Omit<Transferring, 'kind'>

async function toLine(tx: Tx, line: BankLine, otherId: string): Promise<Said> {
  const other = await getLineForChange(tx, otherId)
  if (other.bankAccountId === line.bankAccountId)
    throw refused(`${other.ref} is of the same account as ${line.ref}. Name a line of the other account.`)
  if (other.amountMinor > 0n === line.amountMinor > 0n)
    throw refused(`${other.ref} and ${line.ref} go the same way: they are not the two sides of one move.`)
  const isOne = other.currency === line.currency
  if (isOne && other.amountMinor !== -line.amountMinor)
    throw refused(
      `${other.ref} is ${formatMoney(money(other.amountMinor, other.currency))}, ${line.ref} ${formatMoney(money(line.amountMinor, line.currency))}: they don’t cancel out. Post each by itself: bank post`,
    )
  if (other.state !== 'open' && !(await findInTransit(tx, other.id)))
    throw refused(
      `${other.ref} waits for no other side: it is matched, paired or set aside. bank show ${other.ref} says to what.`,
    )
  const name = (await findBankAccounts(tx)).find(({ id }) => id === other.bankAccountId)?.name ?? other.ref
  const moved = money(other.amountMinor > 0n ? other.amountMinor : -other.amountMinor, other.currency)
  return { name, pair: { lineId: other.id, ref: other.ref }, ...(isOne ? {} : { there: moved }) }
}

async function toAccount(tx: Tx, line: BankLine, there: Money | undefined): Promise<Said> {
  const others = (await findBankAccounts(tx)).filter(({ id }) => id !== line.bankAccountId)
  const named = others.find(({ number }) => number !== null && number === line.counterpartyAccount)
  const currencies = new Set((named ? [named] : others).map(({ currency }) => currency))
  const name = named?.name ?? 'between own accounts'
  if (there && (there.currency === line.currency || !currencies.has(there.currency)))
    throw invalid(
      `amount: is what moved on the other account, in its currency (${[...currencies].filter((each) => each !== line.currency).join(', ') || `there is none but ${line.currency}`}), such as amount:"1080.00 USD".`,
    )
  if (there && there.minor <= 0n) throw invalid('amount: is what moved on the other account: give it above zero.')
  if (there) return { name, there }
  if (currencies.size > 0 && !currencies.has(line.currency)) {
    const where = named ? `${named.name} is` : 'The other accounts are'
    throw invalid(
      `${where} kept in ${[...currencies].join(', ')}, ${line.ref} is in ${line.currency}. Say what ${line.amountMinor < 0n ? 'arrived' : 'left'} there, such as amount:"1080.00 USD"; or which line it is, such as other:LINE-13.`,
    )
  }
  return { name }
}
