import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { fullLines } from '../billing/imported-invoice.js'
import type { PurchaseTax } from '../billing/purchase-tax-code-store.js'
import type { TaxedLine } from '../billing/taxed-lines.js'
import { getAccountFor } from '../ledger/account-store.js'
import { postOpening } from '../ledger/opening-document.js'
import { type BillPart, billParts } from './bill-entry.js'
import { findByNumber } from './bill-store.js'
import type { ImportedBill } from './imported-bill.js'
import { insertPaid, saveOpened } from './imported-bill-store.js'
import { taxedBillLines } from './taxed-bill-lines.js'

/** Takes in a bill of an earlier system; what is open of it stands on the payable account. Throws `refused`. */
export async function importBill(tx: Tx, given: ImportedBill): Promise<'created' | 'unchanged'> {
  const { kind, number, company, currency, totalMinor, openMinor } = given
  const known = await findByNumber(tx, { companyId: company.id, kind, number })
  if (known) {
    if (known.totalMinor === totalMinor && known.currency === currency && known.billDate === given.billDate)
      return 'unchanged'
    throw refused(
      `${company.name}’s ${number} is here (${known.ref}) with another date or total. What is posted stays as it is.`,
    )
  }
  if (given.afterCutover && openMinor !== totalMinor)
    throw refused(
      `${number} is dated after the cutover and is partly paid. Import it with all of it open, then its payments.`,
    )
  const id = tx.newId()
  const lines = await taxedBillLines(tx, fullLines(given, (await getAccountFor(tx, 'office')).id), company.id)
  await insertPaid(tx, { ...given, id, lines })
  if (openMinor === 0n) return 'created'
  const opened = await postOpening(tx, {
    control: 'payable',
    sign: kind === 'bill' ? -1n : 1n,
    date: given.billDate,
    open: money(openMinor, currency),
    memo: `${number} by ${company.name}, open when it was taken over`,
    idempotencyKey: `import:bill:${company.id}:${kind}:${number}`,
    names: { companyId: company.id, billId: id },
    against: given.afterCutover ? await costOf(tx, lines) : undefined,
  })
  await saveOpened(tx, id, { ...opened, openMinor, totalMinor })
  return 'created'
}

/** As a bill of our own is posted; tax under no code of ours stands on the account of input tax as it is. */
async function costOf(tx: Tx, lines: readonly TaxedLine<PurchaseTax>[]): Promise<BillPart[]> {
  const taxInput = (await getAccountFor(tx, 'tax-input')).id
  const parts = billParts(
    lines.map((line) => ({ ...line, department: null })),
    { taxInput, taxOutput: (await getAccountFor(tx, 'tax-output')).id },
  )
  const unknown = lines.flatMap(({ tax, taxMinor: minor }) => (tax ? [] : [{ accountId: taxInput, minor }]))
  return [...parts, ...unknown]
}
