import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { fullLines } from '../billing/imported-invoice.js'
import { getAccountFor } from '../ledger/account-store.js'
import { postOpening } from '../ledger/opening-document.js'
import { findByNumber } from './bill-store.js'
import type { ImportedBill } from './imported-bill.js'
import { insertPaid, saveOpened } from './imported-bill-store.js'

/** Takes in a bill of an earlier system; what is open of it stands on the payable account. Throws `refused`. */
export async function importBill(tx: Tx, given: ImportedBill): Promise<'created' | 'unchanged'> {
  const { kind, number, company, currency, totalMinor, openMinor, taxMinor } = given
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
  const lines = fullLines(given, (await getAccountFor(tx, 'office')).id)
  await insertPaid(tx, { ...given, id, lines })
  if (openMinor === 0n) return 'created'
  const cost = [
    ...lines.map(({ accountId, netMinor: minor }) => ({ accountId, minor })),
    { accountId: (await getAccountFor(tx, 'tax-input')).id, minor: taxMinor },
  ]
  const opened = await postOpening(tx, {
    control: 'payable',
    sign: kind === 'bill' ? -1n : 1n,
    date: given.billDate,
    open: money(openMinor, currency),
    memo: `${number} by ${company.name}, open when it was taken over`,
    idempotencyKey: `import:bill:${company.id}:${kind}:${number}`,
    names: { companyId: company.id, billId: id },
    against: given.afterCutover ? cost : undefined,
  })
  await saveOpened(tx, id, { ...opened, openMinor, totalMinor })
  return 'created'
}
