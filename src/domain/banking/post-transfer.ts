import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import { inBase, rateOn } from '../ledger/base-rate.js'
import type { NewPosting } from '../ledger/entry.js'
import { postEntries } from '../ledger/post-entries.js'
import { getBankAccount } from './bank-account-store.js'
import type { BankLine } from './line-store.js'
import { findInTransit, type InTransit } from './own-move-store.js'
import type { Transferring } from './proposal.js'

/** What of a line stands on money in transit: with the opposite sign of the line. */
type Transit = Money & { baseMinor: bigint }

/**
 * Posts one side of a move between our own accounts. The first waits in transit, in the currency of the other account where it is said
 * what moves there; the second clears just that, and what both are worth apart is the exchange difference. The group is that of the side
 * it clears. Throws `refused` for sides in one currency that don't cancel out.
 */
export async function postTransfer(
  tx: Tx,
  line: BankLine,
  { name, pair, there }: Transferring,
): Promise<{ entryId: string; groupId?: string }> {
  const at = await rateOn(tx, line.currency, line.bookingDate)
  const worth = inBase(money(line.amountMinor, line.currency), at)
  const first = pair && (await findInTransit(tx, pair.lineId))
  const transit = first ? cleared(line, first, pair.ref) : waiting(line, worth, there, at.base)
  const gained = -(worth + transit.baseMinor)
  const entryId = tx.newId()
  await postEntries(tx, [
    {
      id: entryId,
      date: line.bookingDate,
      source: 'bank',
      memo: `Transfer, ${[name, pair?.ref].filter(Boolean).join(', ')}`,
      idempotencyKey: `bank-line:${line.id}:${entryId}`,
      postings: [
        posting((await getBankAccount(tx, line.bankAccountId)).accountId, line, worth),
        posting((await getAccountFor(tx, 'money-in-transit')).id, transitLine(transit), transit.baseMinor),
        ...(gained === 0n
          ? []
          : [
              posting(
                (await getAccountFor(tx, 'exchange-differences')).id,
                { amountMinor: gained, currency: at.base },
                gained,
              ),
            ]),
      ],
    },
  ])
  await tx.outbox('journal.posted', { entryId })
  return { entryId, ...(first ? { groupId: first.groupId } : {}) }
}

const posting = (
  accountId: string,
  { amountMinor, currency }: Pick<BankLine, 'amountMinor' | 'currency'>,
  baseMinor: bigint,
): NewPosting => ({ accountId, amount: money(amountMinor, currency), baseMinor })

const transitLine = ({ minor, currency }: Money) => ({ amountMinor: minor, currency })

function waiting(line: BankLine, worth: bigint, there: Money | undefined, base: string): Transit {
  if (!there) return { ...money(-line.amountMinor, line.currency), baseMinor: -worth }
  const minor = line.amountMinor > 0n ? -there.minor : there.minor
  return { ...money(minor, there.currency), baseMinor: there.currency === base ? minor : -worth }
}

function cleared(line: BankLine, first: InTransit, ref: string): Transit {
  const isOne = first.currency === line.currency
  if (first.minor > 0n !== line.amountMinor > 0n)
    throw refused(`${ref} and ${line.ref} go the same way: they are not the two sides of one move.`)
  if (isOne && first.minor !== line.amountMinor)
    throw refused(
      `${ref} waits for ${formatMoney(money(first.minor, first.currency))}, ${line.ref} is ${formatMoney(money(line.amountMinor, line.currency))}: they don’t cancel out. Post the fee between them first, or take ${ref} back: bank unmatch ${ref}`,
    )
  return { ...money(-first.minor, first.currency), baseMinor: -first.baseMinor }
}
