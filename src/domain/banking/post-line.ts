import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { divideRounded, money } from '../../lib/money.js'
import { backOf, isSelfAssessed, taxAt } from '../billing/tax-of.js'
import { getAccount, getAccountFor } from '../ledger/account-store.js'
import { inBase, rateOn } from '../ledger/base-rate.js'
import type { NewPosting } from '../ledger/entry.js'
import { postEntries } from '../ledger/post-entries.js'
import { getBankAccount } from './bank-account-store.js'
import type { BankLine } from './line-store.js'

/** `amountMinor` where it is only a part of the line, as seen from the bank account. */
export type LinePosting = { accountId: string; taxCodeId: string | null; memo?: string; amountMinor?: bigint }

/**
 * Posts a line straight to an account: charges, interest, a transfer. With a tax code the amount holds the tax, which is taken out of it,
 * half away from zero; tax that we assess ourselves comes on top, owed and got back; what isn't got back stays with the cost. The entry's id. Throws `refused` for a control account: what is owed is settled by payments.
 */
export async function postLine(
  tx: Tx,
  line: BankLine,
  { accountId, taxCodeId, memo, amountMinor = line.amountMinor }: LinePosting,
): Promise<string> {
  const [bank, account] = [await getBankAccount(tx, line.bankAccountId), await getAccount(tx, { id: accountId })]
  if (account.control !== null)
    throw refused(
      `${account.code} ${account.name} moves by invoices, bills and payments only. Name the document instead.`,
    )
  const at = await rateOn(tx, line.currency, line.bookingDate)
  const { taxMinor, backMinor, taxAccountId, owedTo } = await taxIn(tx, amountMinor, taxCodeId)
  const posting = (to: string, minor: bigint, baseMinor: bigint, more: Partial<NewPosting> = {}): NewPosting[] =>
    minor === 0n ? [] : [{ accountId: to, amount: money(minor, line.currency), baseMinor, ...more }]
  const whole = inBase(money(amountMinor, line.currency), at)
  const [tax, back] = [taxMinor, backMinor].map((minor) => inBase(money(minor, line.currency), at)) as [bigint, bigint]
  const held = owedTo === null ? { minor: taxMinor, base: tax } : { minor: 0n, base: 0n }
  const coded = taxCodeId === null ? {} : { taxCodeId }
  const id = tx.newId()
  await postEntries(tx, [
    {
      id,
      date: line.bookingDate,
      source: 'bank',
      memo: memo || [line.counterpartyName, line.remittance].filter(Boolean).join(': ').slice(0, 200) || line.ref,
      idempotencyKey: `bank-line:${line.id}:${id}`,
      postings: [
        ...posting(bank.accountId, amountMinor, whole),
        ...posting(account.id, held.minor - amountMinor, held.base - whole, coded),
        ...posting(account.id, backMinor - taxMinor, back - tax, { memo: 'tax that is not deductible' }),
        ...posting(taxAccountId, -backMinor, -back, coded),
        ...(owedTo === null ? [] : posting(owedTo, taxMinor, tax, coded)),
      ],
    },
  ])
  await tx.outbox('journal.posted', { entryId: id })
  return id
}

type LineTax = {
  taxMinor: bigint
  /** What of it goes to the tax account: all of a sale's, of a purchase's what we get back. */
  backMinor: bigint
  taxAccountId: string
  /** Where we owe it ourselves under reverse charge; null where the amount holds it. */
  owedTo: string | null
}

/** The tax that an amount holds: at 19 % of 119.00 it is 19.00; that we assess on it: of 100.00 it is 19.00 too. Zero without a code. */
async function taxIn(tx: Tx, amountMinor: bigint, taxCodeId: string | null): Promise<LineTax> {
  if (taxCodeId === null) return { taxMinor: 0n, backMinor: 0n, taxAccountId: '', owedTo: null }
  const { workspaceId } = tx.scope
  const code = await tx.prisma.taxCode.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: taxCodeId } } })
  const purchase = code.side === 'purchase'
  const self = purchase && isSelfAssessed(code)
  const rate = BigInt(code.ratePpm)
  const taxMinor = self ? taxAt(amountMinor, code) : divideRounded(amountMinor * rate, 1_000_000n + rate)
  return {
    taxMinor,
    backMinor: purchase ? backOf(taxMinor, code) : taxMinor,
    taxAccountId: code.accountId ?? (await getAccountFor(tx, purchase ? 'tax-input' : 'tax-output')).id,
    owedTo: self ? (await getAccountFor(tx, 'tax-output')).id : null,
  }
}
